/**
 * What the service says, in the language of the page: it tells `name` in Chinese too, as `name_chinese` over plain HTTP
 * and as `nameChinese` over GraphQL.
 */
import { useI18n } from "vue-i18n";

/** `said(told, "reason")` in the language in use; where a sentence has no Chinese words, as it came. */
export function useSaid(): { said: <Told extends object>(told: Told, name: keyof Told & string) => string } {
  const { locale } = useI18n();
  return {
    said: (told, name) => {
      const words = told as Record<string, unknown>;
      const chinese = locale.value === "zh" ? (words[`${name}_chinese`] ?? words[`${name}Chinese`]) : null;
      return String(chinese ?? words[name] ?? "");
    },
  };
}
