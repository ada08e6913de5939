import { createI18n } from "vue-i18n";

import { zh, type Messages } from "@/i18n/zh";

export type Locale = "zh" | "en";
const KEPT = "lifepath.language";

export const i18n = createI18n<[Messages], Locale, false>({
  legacy: false,
  locale: "zh",
  fallbackLocale: "zh",
  messages: { zh } as { zh: Messages; en: Messages },
});

/** Puts a language in use and remembers it; English comes when it is first asked for. */
export async function speak(locale: Locale): Promise<void> {
  if (locale === "en") i18n.global.setLocaleMessage("en", (await import("@/i18n/en")).en);
  i18n.global.locale.value = locale;
  document.documentElement.lang = locale === "zh" ? "zh-CN" : "en";
  localStorage.setItem(KEPT, locale);
}

/** The language used last on this machine; Chinese at first. */
export function spokenLast(): Locale {
  return localStorage.getItem(KEPT) === "en" ? "en" : "zh";
}
