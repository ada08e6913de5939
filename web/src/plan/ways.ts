/** The ways of an answer in one list, the answer's own first, for showing them side by side. */
import type { Certainty } from "@/api/schema.generated";
import type { PlanAnswerQuery, StepFieldsFragment, WayFieldsFragment } from "@/plan/answer.generated";

export type Answer = NonNullable<PlanAnswerQuery["learningPath"]>;
export type Standing = "answer" | "alternative" | "assumed";
export type Way = Omit<WayFieldsFragment, "__typename">;

export interface ShownWay {
  key: string;
  standing: Standing;
  number: number;
  way: Way;
}

/** All ways of an answer; none where the goal is out of reach. */
export function waysOf(answer: Answer): ShownWay[] {
  if (answer.__typename === "LearningPath") {
    return [
      shown("answer", answer, 0),
      ...answer.alternatives.map((way, at) => shown("alternative", way, at + 1)),
    ];
  }
  if (answer.__typename === "Undetermined") return answer.assumed.map((way, at) => shown("assumed", way, at));
  return [];
}

function shown(standing: Standing, way: Way, number: number): ShownWay {
  return { key: `${standing}-${number}`, standing, number, way };
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

/** Assessments of a way, in time. */
export function assessments(way: Way): StepFieldsFragment[] {
  return way.steps.filter((step) => step.kind === "ASSESS");
}

export function isSure(certainty: Certainty): boolean {
  return certainty === "LAWFUL";
}
