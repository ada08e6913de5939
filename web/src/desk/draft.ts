/** A draft package as a text to go on writing in. */
import type { ComposerTranslation } from "vue-i18n";

import type { AnalyseGapsQuery } from "@/desk/compare.generated";

export type Draft = NonNullable<AnalyseGapsQuery["draftPackage"]>;

/** The draft in Markdown; the first line after the title says that it is derived. */
export function inMarkdown(title: string, draft: Draft, t: ComposerTranslation): string {
  const modules = draft.modules.map((module) => {
    const level = module.level ? ` ${t(`levels.${module.level}`)}` : "";
    const tasks = module.tasks.map((task) => `  - ${task}`);
    return [`- ${t(`draft.kinds.${module.kind}`)}: ${module.title}${level}`, ...tasks].join("\n");
  });
  const sections = draft.outline.map((section) =>
    [`### ${section.heading}`, "", ...section.lines].join("\n"),
  );
  return [
    `# ${title}`,
    t("draft.note"),
    `## ${t("draft.modules")}`,
    modules.join("\n"),
    `## ${t("draft.outline")}`,
    ...sections,
  ]
    .join("\n\n")
    .concat("\n");
}
