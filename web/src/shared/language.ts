/** The language that a text of a source is in, for screen readers: sources are Chinese, notes on them English. */
export function langOf(text: string): "zh-CN" | "en" {
  return /\p{Script=Han}/u.test(text) ? "zh-CN" : "en";
}
