/** Modules to map a match to, found as one types. */
import { client } from "@/api/client";
import { FindModulesDocument } from "@/desk/judge.generated";
import type { Level } from "@/api/schema.generated";
import type { Choice } from "@/shared/choice";

/** Modules by their name or that of their standard, each with its standard and level. */
export async function findModules(text: string, tell: (level: Level) => string): Promise<Choice[]> {
  const answer = await client.query(FindModulesDocument, { text }).toPromise();
  if (answer.error) throw answer.error;
  return (answer.data?.modules?.edges ?? []).map(({ node }) => ({
    id: node.id,
    name: node.name,
    detail: [...node.standards.map((standard) => standard.name), tell(node.level)].join(" · "),
  }));
}
