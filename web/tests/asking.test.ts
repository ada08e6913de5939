import { describe, expect, it } from "vitest";

import { asksForApproval, levelsOf, listsOf, tradesOf } from "@/plan/asking";

type Ladder = Parameters<typeof listsOf>[0];

function ladder(kinds: string[], ...certificates: { level: string; workType: string | null }[]): Ladder {
  const routes = [{ id: "route", conditions: kinds.map((kind) => ({ id: kind, kind })) }];
  return {
    id: "occ:1",
    certificates: certificates.map((one, at) => ({
      id: `cert:${at}`,
      kind: "SKILL",
      ...one,
      admittedBy: [{ ruleSet: { id: "rules:1", level: one.level, edition: "2018", routes } }],
    })),
  } as unknown as Ladder;
}

describe("what the form asks", () => {
  it("offers only levels that a certificate exists for, lowest first", () => {
    expect(levelsOf(ladder([], { level: "L3", workType: null }, { level: "L5", workType: null }))).toEqual([
      "L5",
      "L3",
    ]);
    expect(levelsOf(null)).toEqual(["L5", "L4", "L3", "L2", "L1"]);
  });

  it("asks for nothing that no rule looks at", () => {
    const known = ladder(["WORKED", "HELD"], { level: "L5", workType: null });
    expect(listsOf(known)).toEqual(["jobs", "certificates"]);
    expect(asksForApproval(known)).toBe(false);
  });

  it("asks for everything where no rules are known", () => {
    expect(listsOf(null)).toHaveLength(5);
    expect(asksForApproval(undefined)).toBe(true);
  });

  it("offers trades of the chosen level alone", () => {
    const known = ladder([], { level: "L3", workType: "焊接" }, { level: "L4", workType: "切割" });
    expect(tradesOf(known, "L3")).toEqual(["焊接"]);
  });
});
