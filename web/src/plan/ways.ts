/** The ways of an answer in one list, the answer's own first, for showing them side by side. */
import type { Certainty } from "@/api/schema.generated";
import type {
  GoalFieldsFragment,
  PlanAnswerQuery,
  RoutesFieldsFragment,
  StepFieldsFragment,
  WayFieldsFragment,
} from "@/plan/answer.generated";
import type { Goal } from "@/plan/case";

export type Answer = NonNullable<PlanAnswerQuery["learningPath"]>;
export type Standing = "answer" | "unsure" | "alternative" | "assumed";
export type Way = Omit<WayFieldsFragment, "__typename" | "kinds" | "effort"> &
  Partial<Pick<WayFieldsFragment, "kinds" | "effort">>;

const MOST = 5;

export interface ShownWay {
  key: string;
  standing: Standing;
  number: number;
  way: Way;
}

/** At most five ways, the answer's own first: then those no other way beats, then what the answer has beside. */
export function waysOf(answer: Answer, routes?: RoutesFieldsFragment | null): ShownWay[] {
  const others = routes?.ways ?? [];
  if (answer.__typename === "LearningPath") {
    const own = { ...answer, ...others.find((way) => alike(way, answer)) };
    return numbered(isSure(answer.certainty) ? "answer" : "unsure", [own, ...others, ...answer.alternatives]);
  }
  return numbered("assumed", answer.__typename === "Undetermined" ? [...answer.assumed, ...others] : others);
}

/** Ways without repetition; of a certain answer the first is the answer itself, all others stand beside it. */
function numbered(first: Standing, ways: readonly Way[]): ShownWay[] {
  const different = ways.filter((way, at) => ways.findIndex((other) => alike(other, way)) === at);
  return different.slice(0, MOST).map((way, at) => {
    if (first === "assumed") return { key: `${first}-${at}`, standing: first, number: at + 1, way };
    return { key: `${first}-${at}`, standing: at > 0 ? "alternative" : first, number: at, way };
  });
}

/** Whether two ways take the same steps on the same days by the same rules. */
function alike(one: Way, other: Way): boolean {
  return one.earliest === other.earliest && stepsOf(one) === stepsOf(other);
}

function stepsOf(way: Way): string {
  return way.steps
    .map((step) => [step.kind, step.start, step.level, step.rule?.id, step.routeName].join())
    .join(";");
}

/** First and last day that the ways of an answer span, at least a year apart. */
export function spanOf(ways: readonly ShownWay[], asOf: string): [string, string] {
  const days = ways.flatMap(({ way }) => way.steps.flatMap((step) => [step.start, step.end]));
  const first = [asOf, ...days].sort()[0] ?? asOf;
  const last = [asOf, ...days].sort().at(-1) ?? asOf;
  const least = `${Number(first.slice(0, 4)) + 1}${first.slice(4)}`;
  return [first, last > least ? last : least];
}

/** Where a day lies between two others, in percent. */
export function percent(day: string, [first, last]: readonly [string, string]): number {
  const [a, b] = [Date.parse(first), Date.parse(last)];
  return b === a ? 0 : ((Date.parse(day) - a) / (b - a)) * 100;
}

const ROOM_FOR_TODAY = 9; // percent kept free of years beside the mark of today

/** Years that begin within a span, thinned to at most `most`, none of them close to its first day. */
export function yearsWithin([first, last]: readonly [string, string], most: number): string[] {
  const [from, to] = [Number(first.slice(0, 4)) + 1, Number(last.slice(0, 4))];
  const every = Math.max(1, Math.ceil((to - from + 1) / most));
  const years = [];
  for (let year = from; year <= to; year += every) years.push(`${year}-01-01`);
  return years.filter((day) => percent(day, [first, last]) > ROOM_FOR_TODAY);
}

/** A goal of an answer as the form holds it. */
export function goalFrom({ occupation, level, workType }: GoalFieldsFragment): Goal {
  const found = occupation && {
    id: occupation.id,
    name: occupation.name,
    ...(occupation.code && { detail: occupation.code }),
  };
  return { occupation: found ?? null, level, workType: workType ?? "" };
}

/** Assessments of a way, in time. */
export function assessments(way: Way): StepFieldsFragment[] {
  return way.steps.filter((step) => step.kind === "ASSESS");
}

export function isSure(certainty: Certainty): boolean {
  return certainty === "LAWFUL";
}
