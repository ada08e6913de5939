import { useQuery, type AnyVariables, type TypedDocumentNode } from "@urql/vue";
import {
  computed,
  onScopeDispose,
  toValue,
  watch,
  type ComputedRef,
  type MaybeRefOrGetter,
  type Ref,
} from "vue";

import { failureOf, type Failure } from "@/api/failures";

const PAUSE_MS = 2_000;

/** A question to the service: its answer, or why there is none, kept up to date with its variables. */
export interface Asked<Data> {
  /** The newest answer; undefined until there is one. */
  data: Ref<Data | undefined>;
  /** Why there is no answer; null where there is one or it is still awaited. */
  failure: ComputedRef<Failure | null>;
  waiting: Ref<boolean>;
  again: () => void;
}

/**
 * Asks as often as `variables` change, and not while they are null. A service that is still loading is asked again.
 * With `fresh`, what was answered before is not taken again.
 */
export function useAsked<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: MaybeRefOrGetter<Variables | null>,
  { fresh = false }: { fresh?: boolean } = {},
): Asked<Data> {
  const result = useQuery<Data, Variables>({
    query,
    variables: () => (toValue(variables) ?? {}) as Variables,
    pause: () => toValue(variables) === null,
    ...(fresh && { requestPolicy: "network-only" }),
  });
  const failure = computed(() => (result.error.value ? failureOf(result.error.value) : null));
  const again = () => void result.executeQuery({ requestPolicy: "network-only" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(failure, (found) => {
    clearTimeout(timer);
    if (found?.code === "NOT_READY") timer = setTimeout(again, PAUSE_MS);
  });
  onScopeDispose(() => clearTimeout(timer));
  return { data: result.data, failure, waiting: result.fetching, again };
}
