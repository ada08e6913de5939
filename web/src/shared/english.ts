/** What occupations are called in English: translations, shown beside the official name and never in its place. */
import { i18n } from "@/i18n";

export interface Named {
  name: string;
  englishNames?: readonly { name: string }[];
}

/** The usual English name while the page is in English; null in Chinese, and where none is known. */
export function inEnglish(occupation: Named | null | undefined): string | null {
  if (i18n.global.locale.value !== "en") return null;
  return occupation?.englishNames?.[0]?.name ?? null;
}
