import { describe, expect, it } from "vitest";

import { NEW_ROWS, emptyCase, goalOf, profileOf, unfinished, type Job } from "@/plan/case";

const occupation = { id: "occ:6-31-01-03@2022", name: "电工" };

const job = (given: Partial<Job>): Job => ({ ...NEW_ROWS.jobs(), occupation, ...given });

describe("what a case asks", () => {
  it("asks nothing before occupation and level are chosen", () => {
    expect(goalOf({ occupation, level: "", workType: "" })).toBeNull();
    expect(goalOf({ occupation, level: "L3", workType: "" })).toEqual({
      occupation: occupation.id,
      level: "L3",
    });
  });

  it("leaves out what is not filled in, and says which rows that are", () => {
    const found = emptyCase();
    found.jobs = [job({ from: "2020-03" }), job({ occupation: null, from: "2019-01", to: "2019-12" })];
    expect(profileOf(found).spells).toEqual([{ occupation: occupation.id, from: "2020-03" }]);
    expect(profileOf(found)).not.toHaveProperty("birth");
    expect(unfinished(found, "jobs")).toEqual([1]);
  });

  it("asks with a length where nobody remembers the months, and not with dates typed before", () => {
    const found = emptyCase();
    found.jobs = [job({ from: "2020-03", undated: true, months: 75 }), job({ undated: true })];
    expect(profileOf(found).spells).toEqual([{ occupation: occupation.id, months: 75 }]);
    expect(unfinished(found, "jobs")).toEqual([1]);
  });

  it("tells a graduate from a student, and approval that nobody knows from a no", () => {
    const found = emptyCase();
    found.educations = [
      { kind: "HIGHER", major: null, from: "", finished: true, ends: "2020-06", approved: "" },
      { kind: "SECONDARY", major: null, from: "", finished: false, ends: "2027-06", approved: "no" },
    ];
    expect(profileOf(found).educations).toEqual([
      { kind: "HIGHER", graduated: "2020-06" },
      { kind: "SECONDARY", graduates: "2027-06", approved: false },
    ]);
  });
});
