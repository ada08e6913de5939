/** Files that the service makes of what is asked; they come back to this browser and are kept nowhere else. */
import type { Failure } from "@/api/failures";
import { refusal } from "@/api/refusal";

export type DocumentKind = "pdf" | "ics" | "html";

/** Asks for the plan of a case. Returns why it could not be had, null where it was. */
export function download(kind: DocumentKind, batchCase: object, name: string): Promise<Failure | null> {
  return takeAlong(`/documents/${kind}`, batchCase, `${name}.${kind}`);
}

/** Asks for a file and hands it to the browser's downloads. Returns why it could not be had, null where it was. */
export async function takeAlong(address: string, asked: object, name: string): Promise<Failure | null> {
  let answer: Response;
  try {
    answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(asked),
    });
  } catch (error) {
    return { code: "NETWORK", message: String(error), passing: true };
  }
  if (!answer.ok) return refusal(answer);
  hand(await answer.blob(), name);
  return null;
}

/** Puts a file into the browser's downloads. */
export function hand(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
