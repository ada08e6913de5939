import { describe, expect, it } from "vitest";

import { nodesOf } from "@/explore/moves";
import { draw } from "@/plan/map";

const city = (code: string, longitude: number, latitude: number, counties: [number, number][]) => ({
  id: `reg:${code}`,
  code,
  name: code,
  longitude,
  latitude,
  children: counties.map(([x, y], at) => ({
    id: `reg:${code}${at}`,
    code: `${code}${at}`,
    name: `${code}${at}`,
    longitude: x,
    latitude: y,
  })),
});

describe("the drawing of the counties", () => {
  it("keeps every point inside, east to the right and north above", () => {
    const drawn = draw([
      city("a", 109, 26, [
        [109, 26],
        [110, 27],
      ]),
      city("b", 113, 29, [
        [113, 29],
        [114, 30],
      ]),
    ]);
    for (const { x, y } of drawn.cells) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(drawn.width);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(drawn.height);
    }
    const [a, b] = drawn.cities;
    expect(b?.x).toBeGreaterThan(a?.x ?? 0);
    expect(b?.y).toBeLessThan(a?.y ?? 0);
  });

  it("writes the names of cities as maps do", () => {
    const changsha = { ...city("a", 113, 28, [[113, 28]]), name: "长沙市" };
    const xiangxi = { ...city("b", 109.7, 28.3, [[109.7, 28.3]]), name: "湘西土家族苗族自治州" };
    expect(draw([changsha, xiangxi]).cities.map(({ short }) => short)).toEqual(["长沙", "湘西"]);
  });

  it("puts the names of two close cities on different sides", () => {
    const sides = draw([
      city("a", 112.9, 27.8, [[112.9, 27.8]]),
      city("b", 113.1, 27.8, [[113.1, 27.8]]),
      city("c", 110, 29, [[110, 29]]),
    ]);
    expect(sides.cities.map(({ side }) => side)).toEqual(["left", "right", "above"]);
  });

  it("is empty without coordinates", () => {
    expect(draw([]).cells).toEqual([]);
  });
});

describe("the graph of moves", () => {
  const move = (id: string, kind: string, level: string | null) =>
    ({
      id,
      kind,
      level,
      occupation: { id, name: id, code: null },
      reasons: [],
      transferable: [],
      missing: [],
      score: 1,
      counts: null,
    }) as never;

  it.each([false, true])("never puts two names on one place (narrow: %s)", (narrow) => {
    const up = [move("l5", "NEXT_LEVEL", "L5"), move("l4", "NEXT_LEVEL", "L4"), move("x", "BUILDS_ON", null)];
    const aside = ["a", "b", "c", "d"].map((id) => move(id, "LATERAL", null));
    const places = nodesOf("here", up, aside, (level) => level, narrow).map(({ x, y }) => `${x},${y}`);
    expect(new Set(places).size).toBe(8);
  });
});
