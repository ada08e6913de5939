import { describe, expect, it } from "vitest";

import { status as en } from "@/i18n/status/en";
import { status as zh } from "@/i18n/status/zh";
import { fixOf, rowOf } from "@/status/reasons";

describe("what to do about an upload", () => {
  it.each([
    ["CELL_PATTERN", "pattern"],
    ["CELL_MOST", "range"],
    ["TABLE_COLUMNS_WRONG", "header"],
    ["A_CHECK_NOT_KNOWN_HERE", "other"],
  ])("advises on %s by the words of %s", (check, fix) => {
    expect(fixOf(check)).toBe(fix);
    expect(zh.fix).toHaveProperty(fix);
    expect(en.fix).toHaveProperty(fix);
  });

  it("knows table and row of a place", () => {
    expect(rowOf("institutions row 150")).toEqual({ table: "institutions", row: "150" });
    expect(rowOf("paragraph 7")).toBeNull();
  });
});
