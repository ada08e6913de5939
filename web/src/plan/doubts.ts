/** What a question to confirm is about, for its sentence on the page. */
import type { DoubtCode } from "@/api/schema.generated";
import type { DoubtFieldsFragment } from "@/plan/answer.generated";

/** Where the service gives an id, the name stands in its question, a code after it; what is not stated has no name. */
const NAMED: Partial<Record<DoubtCode, RegExp>> = {
  RELATED_MAJOR: /^is the major ([^\s(]+)/,
  RELATED_OCCUPATION: /^does .+? of ([^\s(]+)/,
  SPELL_DATES: / months in ([^\s(]+)/,
};

export function aboutOf({ code, about, question }: DoubtFieldsFragment): string {
  const named = NAMED[code];
  return named ? (named.exec(question)?.[1] ?? "") : about;
}
