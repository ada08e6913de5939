import { useI18n } from "vue-i18n";

/** Days in words of the language in use; `2031-11-24` is a calendar day without a time zone. */
export function useDates(): {
  day: (iso: string) => string;
  month: (iso: string) => string;
  span: (from: string, to: string) => string;
  length: (months: number) => string;
} {
  const { locale, t } = useI18n();
  const month = (iso: string): string =>
    new Intl.DateTimeFormat(locale.value === "zh" ? "zh-CN" : "en-GB", {
      year: "numeric",
      month: "long",
      timeZone: "UTC",
    }).format(new Date(`${iso.slice(0, 7)}-01T00:00:00Z`));
  const day = (iso: string): string =>
    new Intl.DateTimeFormat(locale.value === "zh" ? "zh-CN" : "en-GB", {
      dateStyle: "long",
      timeZone: "UTC",
    }).format(new Date(`${iso.slice(0, 10)}T00:00:00Z`));
  const length = (months: number): string => {
    const years = Math.floor(months / 12);
    const parts = [
      years ? t("words.years", { n: years }) : "",
      months % 12 ? t("words.months", { n: months % 12 }) : "",
    ];
    return parts.filter(Boolean).join(" ");
  };
  const span = (from: string, to: string): string =>
    length(monthsBetween(from, to)) || t("words.days", { n: daysBetween(from, to) });
  return { day, month, span, length };
}

/** Whole calendar months from one day to another. */
export function monthsBetween(from: string, to: string): number {
  const [a, b] = [new Date(from), new Date(to)];
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  return b.getUTCDate() < a.getUTCDate() ? months - 1 : months;
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** Today where the person sits, as YYYY-MM-DD. */
export function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** A moment in words of the language in use, in the time of the place where the person sits. */
export function useMoments(): { moment: (iso: string) => string } {
  const { locale } = useI18n();
  const moment = (iso: string): string =>
    new Intl.DateTimeFormat(locale.value === "zh" ? "zh-CN" : "en-GB", {
      dateStyle: "medium",
      timeStyle: "short",
    }).format(new Date(iso));
  return { moment };
}
