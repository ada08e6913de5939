/** A case: the person, the goal and the asked day, as the form holds it. Nothing of it leaves the browser unasked. */
import type {
  ApprenticeshipInput,
  CertificateInput,
  EducationInput,
  EducationKind,
  GoalInput,
  Level,
  ProfileInput,
  SpellInput,
  TitleInput,
  TitleRank,
} from "@/api/schema.generated";
import type { Choice } from "@/shared/choice";
import { isDate } from "@/shared/dating";

export interface Job {
  occupation: Choice | null;
  from: string;
  to: string; // empty: still
  undated: boolean; // only how long in all is known: `months`
  months: number;
}
export interface Held {
  occupation: Choice | null;
  level: Level | "";
  awarded: string;
}
export interface Schooling {
  kind: EducationKind | "";
  major: Choice | null;
  from: string;
  finished: boolean;
  ends: string;
  approved: "" | "yes" | "no";
}
export interface HeldTitle {
  rank: TitleRank | "";
  fieldOf: Choice | null;
  awarded: string;
}
export interface Apprenticed {
  occupation: Choice | null;
  completed: string;
}
export interface Goal {
  occupation: Choice | null;
  level: Level | "";
  workType: string;
}
export interface Case {
  goal: Goal;
  birth: string;
  region: string;
  jobs: Job[];
  certificates: Held[];
  educations: Schooling[];
  titles: HeldTitle[];
  apprenticeships: Apprenticed[];
  asOf: string; // empty: today
}
/** Every list of a case, by name. */
export type ListName = "jobs" | "certificates" | "educations" | "titles" | "apprenticeships";

export const NEW_ROWS = {
  jobs: (): Job => ({ occupation: null, from: "", to: "", undated: false, months: 0 }),
  certificates: (): Held => ({ occupation: null, level: "", awarded: "" }),
  educations: (): Schooling => ({ kind: "", major: null, from: "", finished: true, ends: "", approved: "" }),
  titles: (): HeldTitle => ({ rank: "", fieldOf: null, awarded: "" }),
  apprenticeships: (): Apprenticed => ({ occupation: null, completed: "" }),
};

export function emptyCase(): Case {
  return {
    goal: { occupation: null, level: "", workType: "" },
    birth: "",
    region: "",
    jobs: [],
    certificates: [],
    educations: [],
    titles: [],
    apprenticeships: [],
    asOf: "",
  };
}

/** The goal to ask for; null until occupation and level are chosen. */
export function goalOf(goal: Goal): GoalInput | null {
  if (!goal.occupation || !goal.level) return null;
  return {
    occupation: goal.occupation.id,
    level: goal.level,
    ...(goal.workType && { workType: goal.workType }),
  };
}

/** The person to ask for: complete rows only; a half-filled row is told by `unfinished`, never guessed. */
export function profileOf(found: Case): ProfileInput {
  return {
    ...(isDate(found.birth, "day") && { birth: found.birth }),
    ...(found.region && { region: found.region }),
    spells: found.jobs.flatMap(spell),
    certificates: found.certificates.flatMap(certificate),
    educations: found.educations.flatMap(education),
    titles: found.titles.flatMap(title),
    apprenticeships: found.apprenticeships.flatMap(apprenticeship),
  };
}

/** The day to reckon for; null for today, also where what was typed is no day yet. */
export function dayAsked(found: Case): string | null {
  return isDate(found.asOf, "day") ? found.asOf : null;
}

/** Numbers of the rows of a list that are not complete and therefore not counted yet. */
export function unfinished(found: Case, list: ListName): number[] {
  const told = {
    jobs: spell,
    certificates: certificate,
    educations: education,
    titles: title,
    apprenticeships: apprenticeship,
  };
  const complete = told[list] as (row: unknown) => unknown[];
  return found[list].flatMap((row, at) => (complete(row).length ? [] : [at]));
}

function spell(job: Job): SpellInput[] {
  if (!job.occupation) return [];
  if (job.undated) return job.months > 0 ? [{ occupation: job.occupation.id, months: job.months }] : [];
  if (!isDate(job.from, "month")) return [];
  if (job.to && (!isDate(job.to, "month") || job.to < job.from)) return [];
  return [{ occupation: job.occupation.id, from: job.from, ...(job.to && { to: job.to }) }];
}

function certificate(held: Held): CertificateInput[] {
  if (!held.occupation || !held.level || !isDate(held.awarded, "day")) return [];
  return [{ occupation: held.occupation.id, level: held.level, awarded: held.awarded }];
}

function education(school: Schooling): EducationInput[] {
  if (!school.kind || !isDate(school.ends, "month")) return [];
  return [
    {
      kind: school.kind,
      ...(school.major && { major: school.major.id }),
      ...(school.from && { from: school.from }),
      ...(school.finished ? { graduated: school.ends } : { graduates: school.ends }),
      ...(school.approved && { approved: school.approved === "yes" }),
    },
  ];
}

function title(held: HeldTitle): TitleInput[] {
  if (!held.rank || !isDate(held.awarded, "day")) return [];
  return [{ rank: held.rank, ...(held.fieldOf && { fieldOf: held.fieldOf.id }), awarded: held.awarded }];
}

function apprenticeship(done: Apprenticed): ApprenticeshipInput[] {
  if (!done.occupation || !isDate(done.completed, "day")) return [];
  return [{ occupation: done.occupation.id, completed: done.completed }];
}

const SCHOOL_WORDS: Record<EducationKind, string> = {
  TECHNICAL: "技工学校",
  ADVANCED_TECHNICAL: "高级技工学校",
  TECHNICIAN_COLLEGE: "技师学院",
  ASSISTANT_TECHNICIAN_CLASS: "技师学院预备技师班",
  SECONDARY: "中职",
  HIGHER: "高职",
  VOCATIONAL_BACHELOR: "职教本科",
  BACHELOR: "普通本科",
  POSTGRADUATE: "研究生",
};

/** The case as a line of a batch is written: what documents are made of. */
export function batchCase(found: Case): object | null {
  const goal = goalOf(found.goal);
  if (!goal) return null;
  const { spells, certificates, educations, titles, apprenticeships, ...person } = profileOf(found);
  return {
    id: "page",
    ...(dayAsked(found) && { as_of: dayAsked(found) }),
    person: {
      ...person,
      spells,
      certificates,
      educations: educations?.map((one) => ({ ...one, kind: SCHOOL_WORDS[one.kind] })),
      titles: titles?.map(({ rank, fieldOf, awarded }) => ({
        rank,
        awarded,
        ...(fieldOf && { field_of: fieldOf }),
      })),
      apprenticeships,
    },
    goal: {
      occupation: goal.occupation,
      level: goal.level,
      ...(goal.workType && { work_type: goal.workType }),
    },
  };
}
