/** Who judges in this tab: a name and the token of the service, kept until the tab is closed and nowhere else. */
import type { AnyVariables, TypedDocumentNode } from "@urql/vue";
import { reactive } from "vue";

import { client } from "@/api/client";
import { failureOf, type Failure } from "@/api/failures";
import type { CurationInput } from "@/api/schema.generated";
import {
  CurateMatchDocument,
  JudgementsOfDocument,
  type JudgementFieldsFragment,
} from "@/desk/judge.generated";

const KEPT = "lifepath.curator";
const NOBODY = { who: "", token: "" };

export const curator = reactive<{ who: string; token: string }>(kept());

export function enter(who: string, token: string): void {
  Object.assign(curator, { who, token });
  sessionStorage.setItem(KEPT, JSON.stringify(curator));
}

/** Forgets the token; the name stays filled in. */
export function leave(): void {
  enter(curator.who, "");
}

/** What a person says of a match; who says it is added. */
export type Said = Omit<CurationInput, "who">;

/** Stores a judgement: what was stored, or why it was not. */
export async function judge(said: Said): Promise<JudgementFieldsFragment | Failure> {
  const answer = await allowed(CurateMatchDocument, { input: { ...said, who: curator.who } });
  return "code" in answer ? answer : answer.curateMatch;
}

/** Asks for a change with the token: what it gave, or why it was refused. */
export async function allowed<Data extends object, Variables extends AnyVariables>(
  mutation: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data | Failure> {
  const headers = { Authorization: `Bearer ${curator.token}` };
  const answer = await client.mutation(mutation, variables, { fetchOptions: { headers } }).toPromise();
  if (answer.error) return failureOf(answer.error);
  return answer.data ?? { code: "INTERNAL", message: "", passing: true };
}

/** Every judgement on a text as the service knows it now, oldest first; none where it cannot be asked. */
export async function judgementsOf(start: string): Promise<JudgementFieldsFragment[]> {
  const fresh = { requestPolicy: "network-only" } as const;
  const answer = await client.query(JudgementsOfDocument, { start }, fresh).toPromise();
  return answer.data?.judgements ?? [];
}

/** Does a judgement say something of this end? */
export function about(said: JudgementFieldsFragment, end: string): boolean {
  return said.end === end || said.target === end;
}

function kept(): { who: string; token: string } {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") as Partial<typeof NOBODY>;
    return { who: String(found.who ?? ""), token: String(found.token ?? "") };
  } catch {
    return { ...NOBODY };
  }
}
