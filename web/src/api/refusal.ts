/** Why plain HTTP was refused, in the same form as errors over GraphQL. */
import { isCode, type Failure } from "@/api/failures";

const TOO_LARGE = 413;

export async function refusal(answer: Response): Promise<Failure> {
  const told = (await answer.json().catch(() => null)) as {
    error?: { code?: string; message?: string };
  } | null;
  const message = told?.error?.message ?? "";
  if (answer.status === TOO_LARGE) return { code: "BAD_INPUT", message, passing: false };
  const code = told?.error?.code;
  return { code: isCode(code) ? code : "INTERNAL", message, passing: answer.status === 503 };
}
