/** Bringing in tables and documents: what the service takes, the newest upload, and beginning one. */
import type { Failure } from "@/api/failures";
import { refusal } from "@/api/refusal";

export type Stage = "RUNNING" | "DONE" | "REFUSED" | "FAILED";
export type UploadKind = "tables" | "standard" | "package";
/** A name such as `reason_chinese` is the Chinese of `reason`. */
export interface Wrong {
  table: string;
  table_chinese?: string;
  file: string;
  row: number | null;
  field: string;
  field_chinese?: string;
  reason: string;
  reason_chinese: string;
  /** The code of the reason. */
  check: string;
  found: string;
  wanted: string;
}
export interface IngestReport {
  base: number;
  new: Record<string, number>;
  changed: Record<string, number>;
  closed: Record<string, number>;
  rejected: { row: string; reason: string; reason_chinese: string }[];
  findings: {
    table: string;
    finding: string;
    finding_chinese?: string;
    count: number;
    examples: string[];
  }[];
  revision: { number: number; who: string } | null;
}
interface Damage {
  table: string;
  table_chinese: string;
  row: number | null;
  column: string | null;
  column_chinese?: string;
  reason: string;
  reason_chinese: string;
}
export interface DocumentReport {
  id: string | null;
  contents: { level: string; hours: number | null; functions: number; works: number }[];
  notes: Damage[];
  /** Values that differ, null where one is not stated; without a field the whole fact is gone. */
  changes: { id: string; field: string | null; before: string | null; after: string | null }[];
}
export interface Upload {
  id: string;
  at: string;
  who: string;
  dry_run: boolean;
  kind: UploadKind;
  files: string[];
  tables: string[];
  stage: Stage;
  steps: { title: string; title_chinese: string; seconds: number | null }[];
  wrong: Wrong[];
  wrong_in_all: number;
  error: string | null;
  error_chinese?: string;
  report: IngestReport | null;
  document: DocumentReport | null;
}
/** What the service takes from whoever asks; `latest` only for who may bring something in. */
export interface Taking {
  open: boolean;
  allowed: boolean;
  /** The columns of each table. */
  tables: Record<string, string[]>;
  most_bytes: number;
  latest: Upload | null;
}
export interface Asked {
  kind: UploadKind;
  /** By table; a document under `file`. */
  files: Record<string, File>;
  who: string;
  dryRun: boolean;
  occupation?: string;
  /** The revision that the dry run was compared with. */
  base?: number;
}

export interface Failed {
  failure: Failure;
}

const ADDRESS = "/uploads";

export async function look(token: string): Promise<Taking | Failed> {
  return answered<Taking>(fetch(ADDRESS, { headers: bearing(token), cache: "no-store" }));
}

export async function begin(token: string, asked: Asked): Promise<Upload | Failed> {
  const form = new FormData();
  form.set("kind", asked.kind);
  form.set("who", asked.who);
  form.set("dry_run", String(asked.dryRun));
  if (asked.occupation) form.set("occupation", asked.occupation);
  if (asked.base !== undefined) form.set("base", String(asked.base));
  for (const [name, file] of Object.entries(asked.files)) form.set(name, file, file.name);
  return answered<Upload>(fetch(ADDRESS, { method: "POST", headers: bearing(token), body: form }));
}

function bearing(token: string): Record<string, string> {
  return token ? { Authorization: `Bearer ${token}` } : {};
}

async function answered<Answer>(asked: Promise<Response>): Promise<Answer | Failed> {
  try {
    const answer = await asked;
    return answer.ok ? ((await answer.json()) as Answer) : { failure: await refusal(answer) };
  } catch (error) {
    return { failure: { code: "NETWORK", message: String(error), passing: true } };
  }
}
