/** What the form asks, decided by the rules of the goal: nothing is asked that changes nothing. */
import type { Level } from "@/api/schema.generated";
import type { GoalLadderQuery } from "@/plan/choosing.generated";
import type { ListName } from "@/plan/case";

type Ladder = NonNullable<GoalLadderQuery["occupation"]>;

/** Kinds of conditions that make a list worth asking. */
const ASKED_BY: Record<ListName, readonly string[]> = {
  jobs: ["WORKED"],
  certificates: ["HELD", "HELD_FOR"],
  educations: ["EDUCATION", "MAJOR", "SCHOOL_APPROVED", "ASSISTANT_TECHNICIAN"],
  titles: ["TITLE"],
  apprenticeships: ["APPRENTICESHIP"],
};
const ORDER: Level[] = ["APPRENTICE", "L5", "L4", "L3", "L2", "L1", "SPECIAL", "CHIEF", "T3", "T2", "T1"];

/** Levels that a certificate of the occupation exists for, lowest first; all five where none is known. */
export function levelsOf(ladder: Ladder | null | undefined): Level[] {
  const known = new Set((ladder?.certificates ?? []).flatMap((found) => found.level ?? []));
  const found = ORDER.filter((level) => known.has(level));
  return found.length ? found : ["L5", "L4", "L3", "L2", "L1"];
}

/** Trades that have a certificate of their own at a level. */
export function tradesOf(ladder: Ladder | null | undefined, level: Level | ""): string[] {
  const found = (ladder?.certificates ?? []).filter((one) => one.level === level && one.workType);
  return [...new Set(found.map((one) => one.workType ?? ""))].sort();
}

/** Levels that a certificate may be held of. */
export const levelsHeld: Level[] = ["L5", "L4", "L3", "L2", "L1"];

/** Lists that can change the answer: all of them where no rules are known. */
export function listsOf(ladder: Ladder | null | undefined): ListName[] {
  const kinds = kindsOf(ladder);
  const all = Object.keys(ASKED_BY) as ListName[];
  return kinds.size ? all.filter((list) => ASKED_BY[list].some((kind) => kinds.has(kind))) : all;
}

/** Whether some rule looks at the school's approval for a level. */
export function asksForApproval(ladder: Ladder | null | undefined): boolean {
  const kinds = kindsOf(ladder);
  return kinds.size === 0 || kinds.has("SCHOOL_APPROVED");
}

function kindsOf(ladder: Ladder | null | undefined): Set<string> {
  const rules = (ladder?.certificates ?? []).flatMap((one) => one.admittedBy);
  return new Set(
    rules.flatMap(({ ruleSet }) => ruleSet.routes.flatMap((route) => route.conditions.map((c) => c.kind))),
  );
}
