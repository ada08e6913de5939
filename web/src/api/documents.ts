/** Files that the service makes of a case; they come back to this browser and are kept nowhere else. */
import type { Failure } from "@/api/failures";
import { refusal } from "@/api/refusal";

export type DocumentKind = "pdf" | "ics" | "html";

/** Asks for a document and hands it to the browser's downloads. Returns why it could not be had, null where it was. */
export async function download(kind: DocumentKind, batchCase: object, name: string): Promise<Failure | null> {
  let answer: Response;
  try {
    answer = await fetch(`/documents/${kind}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(batchCase),
    });
  } catch (error) {
    return { code: "NETWORK", message: String(error), passing: true };
  }
  if (!answer.ok) return refusal(answer);
  hand(await answer.blob(), `${name}.${kind}`);
  return null;
}

/** Puts a file into the browser's downloads. */
export function hand(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
