/** The reason given last for each decision in this tab, so that fifty in a row are quickly judged. */
import type { Decision } from "@/api/schema.generated";

const last: Partial<Record<Decision, string>> = {};

export function reasonFor(decision: Decision): string {
  return last[decision] ?? "";
}

export function remember(decision: Decision, why: string): void {
  last[decision] = why;
}
