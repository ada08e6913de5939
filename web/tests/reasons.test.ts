import { describe, expect, it } from "vitest";

import type { Wrong } from "@/api/uploads";
import { ingestInChinese, tableOf, tellWrong } from "@/status/reasons";

function wrong(given: Partial<Wrong>): Wrong {
  return {
    table: "majors",
    file: "majors.csv",
    row: 3,
    field: "code",
    reason: "said",
    kind: "",
    found: "",
    wanted: "",
    ...given,
  };
}

describe("what an ingest says", () => {
  it("tells what is wrong and what to do by the check that failed", () => {
    const told = tellWrong(wrong({ kind: "string_pattern_mismatch", found: "X1", wanted: "^\\d+$" }));
    expect(told).toMatchObject({
      what: "pattern",
      fix: "pattern",
      found: "X1",
      pattern: "digits",
      said: null,
    });
  });

  it("shows a bound with its side", () => {
    expect(tellWrong(wrong({ kind: "less_than_equal", wanted: "100" })).wanted).toBe("≤ 100");
  });

  it("shows the service's own words where they tell more, or where the check is not known", () => {
    expect(tellWrong(wrong({ kind: "header", reason: "wrong column headers" })).said).toBe(
      "wrong column headers",
    );
    expect(tellWrong(wrong({ kind: "new check" }))).toMatchObject({ what: null, fix: "other", said: "said" });
  });

  it("knows the table of a place", () => {
    expect(tableOf("institutions row 150")).toBe("institutions");
  });

  it.each([
    ["weights of level L3 sum to 99, not 100; 4 rows", "等级 L3 的权重合计 99，不是 100（共 4 行）"],
    ["comparing and storing", "对照并写入"],
    ["LEADS_TO: occ:1 does not exist", "所指的 occ:1 不在目录里（LEADS_TO）"],
    ["something new", "something new"],
  ])("turns %j into %j", (english, chinese) => {
    expect(ingestInChinese(english)).toBe(chinese);
  });
});
