/** What an ingest says, in the words of the page; what is not known here is shown as it came. */
import type { Wrong } from "@/api/uploads";

/** Names of checks, as the service has them, by what the page says of them. */
const CHECKS: Record<string, string> = {
  missing: "empty",
  too_short: "empty",
  string_too_short: "empty",
  string_pattern_mismatch: "pattern",
  enum: "choice",
  literal_error: "choice",
  int_parsing: "whole",
  int_from_float: "whole",
  float_parsing: "number",
  bool_parsing: "flag",
  date_parsing: "date",
  date_from_datetime_parsing: "date",
  greater_than_equal: "range",
  less_than_equal: "range",
  repeated: "repeated",
  header: "header",
  row: "cells",
  file: "file",
};
const PATTERNS: Record<string, string> = {
  "^[1-8]-\\d{2}-\\d{2}-\\d{2}$": "occupation",
  "^[1-8](-\\d{2}){0,2}$": "group",
  "^\\d+$": "digits",
  "^\\d{6,7}[A-Z]{0,2}$": "major",
};
const BOUNDS: Record<string, string> = { greater_than_equal: "≥ ", less_than_equal: "≤ " };
const AS_SAID = new Set(["header", "file", "cells"]); // the service's words tell more than ours

/** How the page says a fault: keys of words with what fills them; `said` where the service's own words are shown too. */
export interface Told {
  what: string | null;
  fix: string;
  found: string;
  wanted: string;
  /** A key of words for what is wanted, where there is one. */
  pattern: string | null;
  said: string | null;
}

export function tellWrong(wrong: Wrong): Told {
  const check = CHECKS[wrong.kind] ?? null;
  const { found, wanted, kind } = wrong;
  return {
    what: check,
    fix: check ?? "other",
    found,
    wanted: (BOUNDS[kind] ?? "") + wanted,
    pattern: check === "pattern" ? (PATTERNS[wanted] ?? null) : null,
    said: check === null || AS_SAID.has(check) ? wrong.reason : null,
  };
}

/** The table that a place such as "institutions row 150" lies in. */
export function tableOf(place: string): string {
  return place.split(" ")[0] ?? "";
}

type Rule = readonly [RegExp, string];
const CHINESE: readonly Rule[] = [
  [/^looking through the files$/, "逐个检查文件"],
  [/^reading the tables$/, "读取各表"],
  [/^reading (.+)$/, "读取 $1"],
  [/^comparing with what is stored$/, "与现有内容对照"],
  [/^comparing and storing$/, "对照并写入"],
  [/^comparing$/, "对照差别"],
  [/^loading the catalogue$/, "装入新目录"],
  [/^(\w+): (.+) does not exist$/, "所指的 $2 不在目录里（$1）"],
  [/^(.+) does not exist$/, "$1 不在目录里"],
  [/^no institution is named (.+)$/, "没有名为“$1”的院校"],
  [/^no region is named (.+)$/, "没有名为“$1”的地区"],
  [/^the same pair as (.+)$/, "与 $1 是同一对"],
  [/^(.+) is no occupation of the edition$/, "$1 不是这一版的职业"],
  [/^no standard of (\S+) lists level (\S+); (\d+) rows$/, "$1 的标准没有列出等级 $2（共 $3 行）"],
  [
    /^weights of level (\S+) sum to (\S+), not 100; (\d+) rows$/,
    "等级 $1 的权重合计 $2，不是 100（共 $3 行）",
  ],
  [/^another ingest is under way.*$/, "另一次载入正在进行。"],
  [
    /^the catalogue moved on to revision (\d+) since the dry run on revision (\d+).*$/,
    "试运行以后，目录已从第 $2 版更新到第 $1 版。请重新试运行。",
  ],
  [/^the service was stopped before this was done.*$/, "服务在完成之前停止了。"],
  [/^internal error (\w+)$/, "服务内部出错（编号 $1），请把编号告诉管理员。"],
  [/^is missing: no heading of this title$/, "缺这一章：没有找到这个标题"],
  [/^chapter (\d) (.+)$/, "第 $1 章 $2"],
];

/** The Chinese of a fixed sentence of an ingest; the text itself where none is known. */
export function ingestInChinese(text: string): string {
  const rule = CHINESE.find(([pattern]) => pattern.test(text));
  return rule ? text.replace(rule[0], rule[1]) : text;
}
