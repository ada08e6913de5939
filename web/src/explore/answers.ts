/** How sure the service is of what a text means, for saying it in words. */
import type { SearchOccupationsQuery } from "@/explore/search.generated";

export type Resolution = NonNullable<SearchOccupationsQuery["resolveOccupation"]>;
export type Match = Resolution["matches"][number];
/** exact or sure: the first match is put forward; offered: a group is; none: nothing is; unknown: no probability is known. */
export type Standing = "exact" | "sure" | "offered" | "none" | "unknown" | "nothing";

/** Least probability of each word, the surest first. */
const WORDS = [
  [0.9, "veryLikely"],
  [0.7, "likely"],
  [0.4, "possible"],
  [0.15, "slight"],
] as const;
const PERCENT = 100;
const PRECEDENT = /^a title coded before, .+ has this code: /;

export function standingOf(found: Resolution): Standing {
  if (!found.matches.length) return "nothing";
  if (!found.abstained) return found.matches[0]?.exact ? "exact" : "sure";
  if (found.offered) return "offered";
  return found.probability == null ? "unknown" : "none";
}

/** The name of the words for a probability. */
export function wordOf(probability: number): string {
  return WORDS.find(([least]) => probability >= least)?.[1] ?? "unlikely";
}

/** A probability as a figure, never surer than it is: 0.996 is 99 %, and what is not nothing is not 0 %. */
export function percentOf(probability: number): string {
  if (probability >= 1) return "100%";
  if (probability > 0 && probability < 1 / PERCENT) return "<1%";
  return `${Math.min(Math.round(probability * PERCENT), PERCENT - 1)}%`;
}

/** The title coded before that speaks for a match; null where none does. */
export function precedentOf(match: Match): string | null {
  return match.reasons.find((reason) => PRECEDENT.test(reason.text))?.matched ?? null;
}

const CHINESE: readonly (readonly [RegExp, string])[] = [
  [/^a text that says how the work differs from (.+)$/, "写明和$1有什么不同"],
  [/^words on the industry or the employer as context$/, "补上行业或单位"],
  [/^a short job title in Chinese instead$/, "换成简短的中文职位名称"],
  [/^the group (.+) is sure enough where any work in it will do$/, "只需要定到类别时，“$1”的把握够大"],
];

export function clearerInChinese(text: string): string {
  const rule = CHINESE.find(([pattern]) => pattern.test(text));
  return rule ? text.replace(rule[0], rule[1]) : text;
}
