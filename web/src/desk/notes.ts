/** What the service remarks on an analysis. */
interface Remarked {
  notes: readonly string[];
  notesChinese: readonly string[];
}

/** The remarks in a language, but for what is MISSING: the page says that where the texts would stand. */
export function remarks({ notes, notesChinese }: Remarked, locale: string): string[] {
  const told = locale === "zh" ? notesChinese : notes;
  return told.filter((_, at) => !notes[at]?.startsWith("MISSING: "));
}
