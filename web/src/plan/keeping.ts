/** A case as a link or a file, so that it comes back: all of it stays in the address bar or on the person's disk. */
import { NEW_ROWS, emptyCase, type Case, type ListName } from "@/plan/case";
import type { Choice } from "@/shared/choice";

const MARK = "case=";
const KEPT = "lifepath.case";
const VERSION = 1;
const LISTS: ListName[] = ["jobs", "certificates", "educations", "titles", "apprenticeships"];

/** The fragment of an address; browsers do not send it to any server. */
export function toFragment(found: Case): string {
  const bytes = new TextEncoder().encode(toText(found));
  const letters = btoa(String.fromCharCode(...bytes));
  return `#${MARK}${letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** The case in a fragment; null where there is none that can be read. */
export function fromFragment(hash: string): Case | null {
  if (!hash.startsWith(`#${MARK}`)) return null;
  const letters = hash
    .slice(MARK.length + 1)
    .replaceAll("-", "+")
    .replaceAll("_", "/");
  try {
    return fromText(
      new TextDecoder().decode(Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0))),
    );
  } catch {
    return null;
  }
}

export function toText(found: Case): string {
  return JSON.stringify({ lifepath: VERSION, ...found });
}

/** The case in a text; null where it is no case of ours. What is missing or of the wrong kind is left empty. */
export function fromText(text: string): Case | null {
  const read = parsed(text);
  if (!isRecord(read) || read["lifepath"] !== VERSION) return null;
  const found = emptyCase();
  for (const name of ["birth", "region", "asOf"] as const) found[name] = textOf(read[name]);
  if (isRecord(read["goal"])) Object.assign(found.goal, like(found.goal, read["goal"]));
  for (const list of LISTS) (found[list] as unknown[]) = rows(list, read[list]);
  return found;
}

/** Kept for this tab until it is closed, so that reloading loses nothing. */
export function keepInTab(found: Case): void {
  sessionStorage.setItem(KEPT, toText(found));
}

export function keptInTab(): Case | null {
  return fromText(sessionStorage.getItem(KEPT) ?? "");
}

function rows(list: ListName, read: unknown): unknown[] {
  if (!Array.isArray(read)) return [];
  return read.filter(isRecord).map((row) => like(NEW_ROWS[list](), row));
}

/** `given` cut to the keys and kinds of `pattern`. */
function like<Pattern extends object>(pattern: Pattern, given: Record<string, unknown>): Pattern {
  const entries = Object.entries(pattern).map(([key, usual]) => [key, alike(usual, given[key])]);
  return Object.fromEntries(entries) as Pattern;
}

function alike(usual: unknown, value: unknown): unknown {
  if (usual === null) return choiceOf(value);
  return typeof value === typeof usual ? value : usual;
}

function choiceOf(value: unknown): Choice | null {
  if (!isRecord(value) || typeof value["id"] !== "string" || typeof value["name"] !== "string") return null;
  return {
    id: value["id"],
    name: value["name"],
    ...(typeof value["detail"] === "string" && { detail: value["detail"] }),
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
