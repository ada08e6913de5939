import { describe, expect, it } from "vitest";

import { percent, yearsWithin } from "@/plan/ways";
import { daysBetween, monthsBetween } from "@/shared/dates";

describe("the scale of years", () => {
  it("puts the first day at 0 and the last at 100 percent", () => {
    const span = ["2026-11-24", "2031-11-24"] as const;
    expect(percent("2026-11-24", span)).toBe(0);
    expect(percent("2031-11-24", span)).toBe(100);
    expect(percent("2029-05-25", span)).toBeCloseTo(50, 0);
  });

  it("shows at most so many years, none beside today", () => {
    expect(yearsWithin(["2026-11-24", "2031-11-24"], 8)).toEqual([
      "2028-01-01",
      "2029-01-01",
      "2030-01-01",
      "2031-01-01",
    ]);
    expect(yearsWithin(["2026-01-02", "2066-01-02"], 8).length).toBeLessThanOrEqual(8);
  });
});

describe("spans of time", () => {
  it.each([
    ["2026-11-24", "2031-11-24", 60],
    ["2026-01-31", "2026-02-28", 0],
    ["2026-11-24", "2026-12-23", 0],
  ])("from %s to %s are %i whole months", (from, to, months) => {
    expect(monthsBetween(from, to)).toBe(months);
  });

  it("count days across a leap year", () => {
    expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
  });
});
