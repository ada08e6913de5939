import { describe, expect, it } from "vitest";

import { daysIn, isDate, readDate } from "@/shared/dating";

describe("dates as people write them", () => {
  it.each([
    "2026-11-05",
    "2026-11-5",
    "2026/11/05",
    "2026.11.5",
    "20261105",
    "2026年11月5日",
    "2026 年 11 月 5 号",
    "２０２６－１１－０５",
    "5 November 2026",
    "5 Nov 2026",
  ])("%j is the fifth of November 2026", (text) => {
    expect(readDate(text, "day")).toEqual({ iso: "2026-11-05" });
    expect(readDate(text, "month")).toEqual({ iso: "2026-11" });
  });

  it.each(["2026-11", "2026年11月", "202611", "2026.11", "November 2026"])(
    "%j is a month, and no day",
    (text) => {
      expect(readDate(text, "month")).toEqual({ iso: "2026-11" });
      expect(readDate(text, "day")).toEqual({ problem: "noDay" });
    },
  );

  it.each(["2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-11-00"])(
    "%j does not exist",
    (text) => expect(readDate(text, "day")).toEqual({ problem: "noSuchDay" }),
  );

  it.each(["", "2026", "yesterday", "26-11-05", "1822-11-05", "2026-11-05-01"])("%j is no date", (text) =>
    expect(readDate(text, "day")).toEqual({ problem: "unreadable" }),
  );

  it("knows leap years", () => {
    expect(daysIn(2024, 2)).toBe(29);
    expect(readDate("2024-02-29", "day")).toEqual({ iso: "2024-02-29" });
  });

  it("counts a kept value only where it is whole", () => {
    expect(isDate("2026-11-05", "day")).toBe(true);
    expect(isDate("2026-11-5", "day")).toBe(false);
    expect(isDate("2026-1", "month")).toBe(false);
    expect(isDate("", "day")).toBe(false);
  });
});
