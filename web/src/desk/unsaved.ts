/** Changes that are not saved yet: whoever is about to drop them is asked first. */
import { onBeforeUnmount, onMounted } from "vue";
import { onBeforeRouteLeave } from "vue-router";

type Unsaved = () => boolean;
const editors = new Set<Unsaved>();

/** Whether what is edited may go: nothing is unsaved, or the person says so. */
export function mayDrop(question: string): boolean {
  return ![...editors].some((unsaved) => unsaved()) || window.confirm(question);
}

/** Watches over an editor as long as it is open: leaving the page, closing the tab and `mayDrop` ask first. */
export function guardUnsaved(unsaved: Unsaved, question: () => string): void {
  const closing = (event: BeforeUnloadEvent) => unsaved() && event.preventDefault();
  onMounted(() => {
    editors.add(unsaved);
    addEventListener("beforeunload", closing);
  });
  onBeforeUnmount(() => {
    editors.delete(unsaved);
    removeEventListener("beforeunload", closing);
  });
  onBeforeRouteLeave(() => mayDrop(question()));
}
