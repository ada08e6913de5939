import { describe, expect, it } from "vitest";

import { aboutOf } from "@/plan/doubts";

const MAJOR = "this or a related one (本专业或相关专业) of 电工 6-31-01-03?";

describe("what a question to confirm is about", () => {
  it.each([
    ["RELATED_MAJOR", "maj:高职/460301", `is the major 机电一体化技术 460301 ${MAJOR}`, "机电一体化技术"],
    ["RELATED_MAJOR", "UNKNOWN", `is the major (not stated) ${MAJOR}`, ""],
    [
      "RELATED_OCCUPATION",
      "occ:6-18-02-04@2022",
      "does a certificate of 焊工 6-18-02-04 count as related (相关职业) to 电工 6-31-01-03?",
      "焊工",
    ],
    ["SPELL_DATES", "occ:x", "from when to when were the months in 电工 6-31-01-03 worked?", "电工"],
    [
      "OFFERED_AGAIN",
      "2025",
      "the seats known are of the plan of 2025: are they offered again in 2027?",
      "2025",
    ],
  ] as const)("%s of %s", (code, about, question, told) => {
    expect(aboutOf({ code, about, question, ask: "the assessor" })).toBe(told);
  });
});
