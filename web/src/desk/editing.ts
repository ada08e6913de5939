/** A draft while it is edited: plain lists that a form shows and a mutation takes. */
import type { DraftInput, Level, ModuleKind } from "@/api/schema.generated";
import type { AnalyseGapsQuery } from "@/desk/compare.generated";
import type { SavedDraftFieldsFragment } from "@/desk/drafts.generated";

/** What both a drawn and a saved draft state. */
interface Stated {
  name: string;
  code?: string | null;
  definition?: string | null;
  notes: string[];
  modules: {
    title: string;
    kind?: ModuleKind | null;
    level?: Level | null;
    tasks: string[];
    why?: string | null;
    module?: { id: string } | null;
    standard?: { id: string; name: string } | null;
  }[];
  outline: { heading: string; lines: string[]; open: boolean }[];
}
type Drawn = NonNullable<AnalyseGapsQuery["draftPackage"]>;

/** A module; with `module` it is an existing one, whose title and level stand. Tasks are lines of one text. */
export interface EditedModule {
  key: number;
  title: string;
  kind: ModuleKind | null;
  level: Level | null;
  tasks: string;
  module: string | null;
  standard: { id: string; name: string } | null;
  why: string | null;
}

/** A draft; `seen` is the version it is edited from, 0 for a new one. */
export interface EditedDraft {
  name: string;
  code: string | null;
  definition: string;
  modules: EditedModule[];
  outline: { heading: string; lines: string; open: boolean }[];
  notes: string[];
  seen: number;
  revision: number;
}

/** What the desk drew up, to be edited: a Chinese document, whatever the language of the page. */
export function ofDrawn(draft: Drawn): EditedDraft {
  const modules = draft.modules.map((one) => ({ ...one, why: one.whyChinese }));
  const chinese = { ...draft, modules, notes: draft.notesChinese };
  return { ...edited(chinese), seen: 0, revision: draft.envelope.revision };
}

/** A saved version, to be edited; null where it cannot be read any more. */
export function ofSaved(saved: SavedDraftFieldsFragment): EditedDraft | null {
  return saved.text ? { ...edited(saved.text), seen: saved.version, revision: saved.base } : null;
}

/** What a draft says, whoever saves it and on top of what: two that say the same are equal texts. */
export function wordsOf(draft: EditedDraft): string {
  return JSON.stringify({ ...asInput(draft, ""), seen: 0, revision: 0 });
}

/** What is saved: empty lines and empty sections' gaps are left out. */
export function asInput(draft: EditedDraft, who: string): DraftInput {
  return {
    name: draft.name,
    code: draft.code,
    definition: draft.definition.trim() || null,
    modules: draft.modules.map((one) => ({
      title: one.title.trim(),
      kind: one.kind,
      level: one.level,
      tasks: linesOf(one.tasks),
      module: one.module,
      standard: one.standard?.id ?? null,
      why: one.why,
    })),
    outline: draft.outline.map(({ heading, lines, open }) => ({ heading, lines: linesOf(lines), open })),
    notes: draft.notes,
    who,
    seen: draft.seen,
    revision: draft.revision,
  };
}

/** The list with the one at a place moved up (-1) or down (1); the same where there is no such place. */
export function moved<One>(list: readonly One[], at: number, by: 1 | -1): One[] {
  const found = [...list];
  const [one, other] = [found[at], found[at + by]];
  if (one === undefined || other === undefined) return found;
  found[at] = other;
  found[at + by] = one;
  return found;
}

let keys = 0;

/** A module of the draft's own, still to be written. */
export function blank(): EditedModule {
  const nothing = { level: null, tasks: "", module: null, standard: null, why: null };
  return { key: ++keys, title: "", kind: "WRITE", ...nothing };
}

function edited(text: Stated): Omit<EditedDraft, "seen" | "revision"> {
  return {
    name: text.name,
    code: text.code ?? null,
    definition: text.definition ?? "",
    modules: text.modules.map((one) => ({
      key: ++keys,
      title: one.title,
      kind: one.kind ?? null,
      level: one.level ?? null,
      tasks: one.tasks.join("\n"),
      module: one.module?.id ?? null,
      standard: one.standard ? { id: one.standard.id, name: one.standard.name } : null,
      why: one.why ?? null,
    })),
    outline: text.outline.map(({ heading, lines, open }) => ({ heading, lines: lines.join("\n"), open })),
    notes: [...text.notes],
  };
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}
