/** Why plain HTTP was refused, in the same form as errors over GraphQL. */
import { isCode, type Failure } from "@/api/failures";

const TOO_LARGE = 413;

export async function refusal(answer: Response): Promise<Failure> {
  const told = (await answer.json().catch(() => null)) as {
    error?: { code?: string; message?: string; message_chinese?: string | null };
  } | null;
  const said = {
    message: told?.error?.message ?? "",
    message_chinese: told?.error?.message_chinese ?? null,
  };
  if (answer.status === TOO_LARGE) return { code: "BAD_INPUT", ...said, passing: false };
  const code = told?.error?.code;
  return { code: isCode(code) ? code : "INTERNAL", ...said, passing: answer.status === 503 };
}
