/** The newest upload of the service, kept up to date as long as the page is open. */
import { computed, onScopeDispose, ref, type ComputedRef, type Ref } from "vue";

import type { Failure } from "@/api/failures";
import { begin, look, type Asked, type Taking, type Upload } from "@/api/uploads";

const KEPT = "lifepath.ingest"; // in the tab, gone with it
const PAUSE_MS = 1_000;

export interface Uploading {
  taking: Ref<Taking | null>;
  failure: Ref<Failure | null>;
  latest: ComputedRef<Upload | null>;
  /** Whether a token was sent and refused. */
  refused: Ref<boolean>;
  enter: (token: string) => Promise<void>;
  leave: () => void;
  again: () => Promise<void>;
  /** Begins an upload; why it could not be begun, or null. */
  send: (asked: Asked) => Promise<Failure | null>;
}

/** Asks the service what it takes, and each second while an upload is under way; `ended` is told of each that ends. */
export function useUploading(ended: (upload: Upload) => void): Uploading {
  const token = ref(sessionStorage.getItem(KEPT) ?? "");
  const taking = ref<Taking | null>(null);
  const failure = ref<Failure | null>(null);
  const refused = ref(false);
  const latest = computed(() => taking.value?.latest ?? null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function again(): Promise<void> {
    clearTimeout(timer);
    const found = await look(token.value);
    if ("failure" in found) {
      failure.value = found.failure;
    } else {
      failure.value = null;
      take(found);
    }
    if (latest.value?.stage === "RUNNING") timer = setTimeout(again, PAUSE_MS);
  }

  function take(found: Taking): void {
    const before = latest.value;
    taking.value = found;
    refused.value = !found.allowed && token.value !== "";
    if (found.latest && before?.stage === "RUNNING" && found.latest.stage !== "RUNNING") ended(found.latest);
  }

  async function enter(given: string): Promise<void> {
    token.value = given.trim();
    await again();
    if (taking.value?.allowed) sessionStorage.setItem(KEPT, token.value);
  }

  function leave(): void {
    sessionStorage.removeItem(KEPT);
    token.value = "";
    void again();
  }

  async function send(asked: Asked): Promise<Failure | null> {
    const begun = await begin(token.value, asked);
    if ("failure" in begun) {
      if (begun.failure.code === "CONFLICT") await again();
      return begun.failure;
    }
    if (taking.value) taking.value = { ...taking.value, latest: begun };
    await again();
    return null;
  }

  onScopeDispose(() => clearTimeout(timer));
  void again();
  return { taking, failure, latest, refused, enter, leave, again, send };
}
