/** What the form's boxes search in. */
import { client } from "@/api/client";
import {
  FindMajorsDocument,
  FindOccupationsDocument,
  OccupationNameDocument,
} from "@/plan/choosing.generated";
import type { Choice } from "@/shared/choice";
import { inEnglish } from "@/shared/english";

/** Occupations that a text may mean: an official or English name, a trade, or what people call it. */
export async function findOccupations(text: string): Promise<Choice[]> {
  const answer = await client.query(FindOccupationsDocument, { text }).toPromise();
  if (answer.error) throw answer.error;
  return (answer.data?.resolveOccupation?.matches ?? []).map((match) => ({
    id: match.occupation.id,
    name: match.occupation.name,
    detail: [...new Set([inEnglish(match.occupation), match.text, match.occupation.code])]
      .filter((text) => text && text !== match.occupation.name)
      .join(" · "),
  }));
}

/** Majors by name or code, each with its kind of school. */
export async function findMajors(text: string, tell: (education: string) => string): Promise<Choice[]> {
  const answer = await client.query(FindMajorsDocument, { text }).toPromise();
  if (answer.error) throw answer.error;
  return (answer.data?.majors?.edges ?? []).map(({ node }) => ({
    id: node.id,
    name: node.name,
    detail: `${tell(node.education)} · ${node.code}`,
  }));
}

/** The occupation of an id; null where the catalogue does not hold it. */
export async function occupationNamed(id: string): Promise<Choice | null> {
  const answer = await client.query(OccupationNameDocument, { id }).toPromise();
  const found = answer.data?.occupation;
  return found ? { id: found.id, name: found.name, ...(found.code && { detail: found.code }) } : null;
}
