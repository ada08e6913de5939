/** Reading the file of a notice: the service reads it, keeps nothing, and a person corrects what was found. */

export const MOST_BYTES = 10 * 1024 * 1024;
export const ACCEPTED = ".docx,.pdf,.txt,.xlsx";
const LONGEST_NAME = 200;

/** An occupation as the notice announces it; null and empty where the notice does not say it. */
export interface Announced {
  name: string | null;
  code: string | null;
  definition: string | null;
  tasks: string[];
  missing: ("NAME" | "DEFINITION" | "TASKS")[];
  /** Where its first line stands, such as `page 3` or `table 1 row 2`. */
  place: string;
}

export type Refusal =
  | "tooLarge"
  | "oldFormat"
  | "locked"
  | "scan"
  | "damaged"
  | "kind"
  | "nothing"
  | "empty"
  | "costly"
  | "busy"
  | "network"
  | "other";

/** What a file says, or why it could not be read; `message` are the service's own words. */
export type Reading =
  { occupations: Announced[] } | { refusal: Refusal; message: string; message_chinese?: string | null };

const REASONS: readonly (readonly [RegExp, Refusal])[] = [
  [/in the old doc or xls format/, "oldFormat"],
  [/protected by a password/, "locked"],
  [/probably a scan/, "scan"],
  [/announces no occupation/, "nothing"],
  [/neither docx nor xlsx|neither UTF-8 nor GB18030/, "kind"],
  [/unpacks to|takes more time or memory/, "costly"],
  [/is damaged/, "damaged"],
  [/is empty$/, "empty"],
];

export async function readNotice(file: File): Promise<Reading> {
  if (file.size > MOST_BYTES) return { refusal: "tooLarge", message: "" };
  const name = encodeURIComponent(file.name.slice(-LONGEST_NAME));
  let answer: Response;
  try {
    answer = await fetch(`/notices?name=${name}`, { method: "POST", body: file });
  } catch (error) {
    return { refusal: "network", message: String(error) };
  }
  if (answer.ok) return { occupations: ((await answer.json()) as { occupations: Announced[] }).occupations };
  if (answer.status === 413) return { refusal: "tooLarge", message: "" };
  if (answer.status === 503) return { refusal: "busy", message: "" };
  const told = (await answer.json().catch(() => null)) as {
    error?: { message?: string; message_chinese?: string | null };
  } | null;
  const message = told?.error?.message ?? "";
  return { refusal: refusalOf(message), message, message_chinese: told?.error?.message_chinese ?? null };
}

/** The reason behind the service's sentence. */
export function refusalOf(message: string): Refusal {
  return REASONS.find(([pattern]) => pattern.test(message))?.[1] ?? "other";
}

const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^page (\d+)$/, "第 $1 页"],
  [/^paragraph (\d+)$/, "第 $1 段"],
  [/^line (\d+)$/, "第 $1 行"],
  [/^table (\d+) row (\d+)$/, "表 $1 第 $2 行"],
  [/^sheet (.+) row (\d+)$/, "工作表“$1”第 $2 行"],
];

/** A place in a file in Chinese; as it came where its form is not known. */
export function placeInChinese(place: string): string {
  const rule = PLACES.find(([pattern]) => pattern.test(place));
  return rule ? place.replace(rule[0], rule[1]) : place;
}
