import { describe, expect, it } from "vitest";

import {
  clearerInChinese,
  percentOf,
  precedentOf,
  standingOf,
  wordOf,
  type Match,
  type Resolution,
} from "@/explore/answers";

function resolution(given: Partial<Resolution>): Resolution {
  return { abstained: true, probability: null, offered: null, matches: [{}], ...given } as Resolution;
}

describe("how sure an answer is", () => {
  it("is told from what the service puts forward", () => {
    const exact = { exact: true } as Match;
    expect(standingOf(resolution({ matches: [] }))).toBe("nothing");
    expect(standingOf(resolution({ abstained: false, matches: [exact] }))).toBe("exact");
    expect(standingOf(resolution({ abstained: false, probability: 0.8 }))).toBe("sure");
    expect(standingOf(resolution({ offered: {} as never, probability: 0.3 }))).toBe("offered");
    expect(standingOf(resolution({ probability: 0.2 }))).toBe("none");
    expect(standingOf(resolution({}))).toBe("unknown");
  });

  it.each([
    [0.95, "veryLikely", "95%"],
    [0.996, "veryLikely", "99%"],
    [0.72, "likely", "72%"],
    [0.5, "possible", "50%"],
    [0.2, "slight", "20%"],
    [0.004, "unlikely", "<1%"],
    [0, "unlikely", "0%"],
  ])("%d is %s, %s", (probability, word, percent) => {
    expect(wordOf(probability)).toBe(word);
    expect(percentOf(probability)).toBe(percent);
  });

  it("names the title that was coded so before, where one was", () => {
    const text = "a title coded before, in a public set, has this code: 电梯工";
    const reasons = [
      { text: "closest to its name: x", matched: "x" },
      { text, matched: "电梯工" },
    ];
    expect(precedentOf({ reasons } as unknown as Match)).toBe("电梯工");
    expect(precedentOf({ reasons: reasons.slice(0, 1) } as unknown as Match)).toBeNull();
  });

  it("says in Chinese what would make it clearer", () => {
    expect(clearerInChinese("words on the industry or the employer as context")).toBe("补上行业或单位");
    expect(clearerInChinese("something else")).toBe("something else");
  });
});
