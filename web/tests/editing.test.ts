import { describe, expect, it } from "vitest";

import { asInput, blank, moved, ofSaved, wordsOf } from "@/desk/editing";

const SAVED = {
  id: "draft:4-02-04-07/2",
  subject: "4-02-04-07",
  version: 2,
  at: "2026-11-25T00:00:00Z",
  who: "王老师（SAMPLE）",
  base: 7,
  text: {
    name: "样例员",
    code: "4-02-04-07",
    definition: null,
    modules: [
      {
        title: "样例检测",
        kind: "REUSE" as const,
        level: "L4" as const,
        tasks: ["检测样例", "登记样例"],
        why: "相近",
        module: { id: "mod:a" },
        standard: { id: "std:a", name: "样例标准" },
      },
    ],
    outline: [{ heading: "定义", lines: ["一", "二"], open: true }],
    notes: ["SAMPLE"],
  },
};

describe("a draft that is edited", () => {
  it("is saved as it was opened where nothing was changed, on top of the version that was read", () => {
    const draft = ofSaved(SAVED);
    expect(draft && asInput(draft, "李老师（SAMPLE）")).toEqual({
      ...SAVED.text,
      modules: [{ ...SAVED.text.modules[0], module: "mod:a", standard: "std:a" }],
      who: "李老师（SAMPLE）",
      seen: 2,
      revision: 7,
    });
  });

  it("leaves empty lines out and takes a module of its own", () => {
    const draft = ofSaved(SAVED);
    if (!draft) throw new Error("it can be read");
    draft.modules = [{ ...blank(), title: " 新模块 ", tasks: "\n写报告\n\n" }];
    expect(asInput(draft, "x").modules).toEqual([
      {
        title: "新模块",
        kind: "WRITE",
        level: null,
        tasks: ["写报告"],
        module: null,
        standard: null,
        why: null,
      },
    ]);
  });

  it("says the same as long as only who saves it and on top of what differ, and something else once it is edited", () => {
    const [draft, same] = [ofSaved(SAVED), ofSaved({ ...SAVED, version: 3, base: 9, who: "x" })];
    const module = same?.modules[0];
    if (!draft || !same || !module) throw new Error("it can be read");
    expect(wordsOf(draft)).toBe(wordsOf(same));
    module.tasks += "\n";
    expect(wordsOf(draft)).toBe(wordsOf(same)); // an empty line says nothing
    module.tasks += "写报告";
    expect(wordsOf(draft)).not.toBe(wordsOf(same));
  });

  it("that cannot be read any more is not opened", () => {
    expect(ofSaved({ ...SAVED, text: null })).toBeNull();
  });

  it.each([
    [0, 1, "bac"],
    [2, -1, "acb"],
    [0, -1, "abc"],
    [2, 1, "abc"],
  ] as const)("moves the one at %d by %d", (at, by, order) => {
    expect(moved([..."abc"], at, by).join("")).toBe(order);
  });
});
