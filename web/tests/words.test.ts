import { describe, expect, it } from "vitest";

import { CLAUSES } from "@/i18n/clauses";
import { en } from "@/i18n/en";
import { inChinese, whole } from "@/i18n/sentences";
import { zh } from "@/i18n/zh";

function paths(value: unknown, at = ""): string[] {
  if (typeof value === "string") return [at];
  return Object.entries(value as object).flatMap(([key, inner]) => paths(inner, `${at}.${key}`));
}

function slots(value: unknown): string[] {
  return paths(value).map((path) => {
    const text = path
      .split(".")
      .slice(1)
      .reduce<unknown>((one, key) => (one as Record<string, unknown>)[key], value);
    return `${path} ${[...String(text).matchAll(/\{(\w+)\}/g)]
      .map((found) => found[1])
      .sort()
      .join()}`;
  });
}

describe("the words of the page", () => {
  it("have the same keys in both languages", () => {
    expect(paths(en).sort()).toEqual(paths(zh).sort());
  });

  it("fill the same gaps in both languages", () => {
    expect(slots(en).sort()).toEqual(slots(zh).sort());
  });

  it("hold a short text of every article of the policy", () => {
    expect(Object.keys(CLAUSES)).toHaveLength(15);
  });

  it("are sentences of their own where others follow", () => {
    expect(whole("distances are approximate", ".")).toBe("Distances are approximate.");
    expect(whole("距离只供参考。", "。")).toBe("距离只供参考。");
  });

  it.each([
    ["no source lists the modules of std:6-18-02-04/2018", "没有资料列出这个标准的职业功能"],
    ["works in the goal's occupation without a break", "此后一直从事目标职业，没有中断"],
    ["near 湘潭市, it would be number 1, not 2", "如果住在湘潭市附近，它排第 1，而不是第 2"],
    ["something new", "something new"],
  ])("turn %j into %j", (english, chinese) => {
    expect(inChinese(english)).toBe(chinese);
  });
});
