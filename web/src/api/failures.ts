import { CombinedError } from "@urql/vue";

/** Codes of the service's errors, and two of our own: no connection, and anything unexpected. */
export type FailureCode =
  "BAD_INPUT" | "NOT_FOUND" | "CONFLICT" | "FORBIDDEN" | "UNAVAILABLE" | "NOT_READY" | "NETWORK" | "INTERNAL";

/** What went wrong, for a sentence that says what to do. */
export interface Failure {
  code: FailureCode;
  /** The service's own words, and the same in Chinese where it has them. */
  message: string;
  message_chinese?: string | null;
  /** Whether the same question may succeed a little later. */
  passing: boolean;
}

const KNOWN: readonly string[] = [
  "BAD_INPUT",
  "NOT_FOUND",
  "CONFLICT",
  "FORBIDDEN",
  "UNAVAILABLE",
  "NOT_READY",
];

export function failureOf(error: CombinedError): Failure {
  if (error.networkError) return { code: "NETWORK", message: error.networkError.message, passing: true };
  const first = error.graphQLErrors[0];
  const code = first?.extensions["code"];
  return {
    code: isCode(code) ? code : "INTERNAL",
    message: first?.message ?? "",
    message_chinese: chineseOf(first?.extensions),
    passing: first?.extensions["retryable"] === true,
  };
}

function chineseOf(extensions: Record<string, unknown> | undefined): string | null {
  const chinese = extensions?.["chinese"];
  return typeof chinese === "string" ? chinese : null;
}

/** Whether a value is a code that the service's errors have. */
export function isCode(value: unknown): value is FailureCode {
  return typeof value === "string" && KNOWN.includes(value);
}
