/** Whether the window is as narrow as a phone: where a wide table would have to be pushed sideways, a list stands. */
import { onScopeDispose, ref, type Ref } from "vue";

const NARROW = "(max-width: 40rem)";

export function useNarrow(): Ref<boolean> {
  const query = window.matchMedia(NARROW);
  const narrow = ref(query.matches);
  const turned = () => (narrow.value = query.matches);
  query.addEventListener("change", turned);
  onScopeDispose(() => query.removeEventListener("change", turned));
  return narrow;
}
