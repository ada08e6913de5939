/** Reading days and months as people write them; `2026-11-25` and `2026-11` is how the page keeps them. */
export type Precision = "day" | "month";
export type Problem = "unreadable" | "noDay" | "noSuchDay" | "tooEarly" | "tooLate";
export type Reading = { iso: string } | { problem: Problem };

const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const SEPARATED = /^(\d{4})\s*[-/.．年\s]\s*(\d{1,2})\s*(?:[-/.．月\s]\s*(\d{1,2})?\s*[日号]?)?$/;
const DIGITS = /^(\d{4})(\d{2})(\d{2})?$/;
const ENGLISH = /^(?:(\d{1,2})\s+)?([a-z]{3})[a-z]*\.?,?\s+(\d{4})$/;

/** The day or month that a text states, from the usual ways of writing it in Chinese and English. */
export function readDate(text: string, precision: Precision): Reading {
  const parts = partsOf(text.normalize("NFKC").trim().toLowerCase());
  if (!parts || parts.year < FIRST_YEAR || parts.year > LAST_YEAR) return { problem: "unreadable" };
  const { year, month, day } = parts;
  if (month < 1 || month > 12) return { problem: "noSuchDay" };
  if (day !== null && (day < 1 || day > daysIn(year, month))) return { problem: "noSuchDay" };
  if (precision === "month") return { iso: isoOf(year, month) };
  return day === null ? { problem: "noDay" } : { iso: isoOf(year, month, day) };
}

/** Whether a kept value is a day or month that exists; what was typed and cannot be read is kept as it is. */
export function isDate(kept: string, precision: Precision): boolean {
  const read = readDate(kept, precision);
  return "iso" in read && read.iso === kept;
}

/** How many days a month has. */
export function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function isoOf(year: number, month: number, day?: number): string {
  const parts = [String(year), ...[month, ...(day === undefined ? [] : [day])].map(two)];
  return parts.join("-");
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

function partsOf(text: string): { year: number; month: number; day: number | null } | null {
  const found = SEPARATED.exec(text) ?? DIGITS.exec(text);
  if (found) return { year: Number(found[1]), month: Number(found[2]), day: numberOr(found[3]) };
  const english = ENGLISH.exec(text);
  const month = english ? MONTHS.indexOf(english[2] ?? "") + 1 : 0;
  return english && month ? { year: Number(english[3]), month, day: numberOr(english[1]) } : null;
}

function numberOr(text: string | undefined): number | null {
  return text ? Number(text) : null;
}
