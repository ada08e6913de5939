/** The parts of ECharts that the page draws with; this module is loaded only where something is drawn. */
import { GraphChart } from "echarts/charts";
import { init, use, type EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([GraphChart, SVGRenderer]);

/** A drawing in `element` that follows its size; SVG, so that it prints and scales. */
export function drawIn(element: HTMLElement): { chart: EChartsType; end: () => void } {
  const chart = init(element, null, { renderer: "svg" });
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(element);
  return {
    chart,
    end: () => {
      observer.disconnect();
      chart.dispose();
    },
  };
}

/** The value of a name of the house style, such as `--accent`. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
