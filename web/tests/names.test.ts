import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { en } from "@/i18n/en";
import { zh } from "@/i18n/zh";

const SCHEMA = readFileSync("../api/schema.graphql", "utf-8"); // as seen from web/, where the tests run

function facts(): string[] {
  return [...SCHEMA.matchAll(/^type (\w+) implements Fact\b/gm)].map((found) => found[1] ?? "");
}

function relationships(): string[] {
  const [, list = ""] = /^enum RelType \{([^}]*)\}/m.exec(SCHEMA) ?? [];
  return list.match(/^ {2}[A-Z_]+$/gm)?.map((name) => name.trim()) ?? [];
}

describe("the data page", () => {
  it("names every kind of fact in both languages", () => {
    expect(facts()).toContain("Occupation");
    for (const words of [zh, en]) expect(Object.keys(words.things)).toEqual(expect.arrayContaining(facts()));
  });

  it("names every kind of relationship in both languages", () => {
    expect(relationships()).toContain("IN_GROUP");
    for (const words of [zh, en])
      expect(Object.keys(words.status.links)).toEqual(expect.arrayContaining(relationships()));
  });
});
