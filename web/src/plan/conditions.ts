import type { ComposerTranslation } from "vue-i18n";

import type { Condition, EducationKind } from "@/api/schema.generated";

type Said = Pick<Condition, "kind" | "op" | "value" | "unit" | "ref" | "negated">;

/** Kinds of schools as rules name them, by the page's names for them. */
const SCHOOLS: Record<string, EducationKind> = {
  技工学校: "TECHNICAL",
  高级技工学校: "ADVANCED_TECHNICAL",
  技师学院: "TECHNICIAN_COLLEGE",
  技师学院预备技师班: "ASSISTANT_TECHNICIAN_CLASS",
  中职: "SECONDARY",
  高职: "HIGHER",
  职教本科: "VOCATIONAL_BACHELOR",
  普通本科: "BACHELOR",
  研究生: "POSTGRADUATE",
};

/** A condition in words, made from its data: kind, operator, value and unit. */
export function inWords(condition: Said, t: ComposerTranslation): string {
  const key = `conditions.${condition.kind}`;
  const words = t(key, { value: valueInWords(condition, t), since: sinceInWords(condition, t) });
  return condition.negated ? t("conditions.not", { what: words }) : words;
}

function valueInWords({ value, unit }: Said, t: ComposerTranslation): string {
  if (unit === "MONTHS") return months(Number(value), t);
  return value
    .split(/[,|; ]+/)
    .map((one) => named(one, t))
    .join(t("words.comma"));
}

function months(count: number, t: ComposerTranslation): string {
  return count % 12 ? t("words.months", { n: count }) : t("words.years", { n: count / 12 });
}

function named(value: string, t: ComposerTranslation): string {
  if (/^(L[1-5]|T[1-3]|APPRENTICE|SPECIAL|CHIEF)$/.test(value)) return t(`levels.${value}`);
  if (/^(JUNIOR|INTERMEDIATE|SENIOR)$/.test(value)) return t(`ranks.${value}`);
  const school = SCHOOLS[value];
  return school ? t(`schools.${school}`) : value;
}

function sinceInWords({ ref }: Said, t: ComposerTranslation): string {
  if (ref === "HELD") return t("conditions.sinceHeld");
  if (ref === "TITLE") return t("conditions.sinceTitle");
  return ref && ref !== "RELATED_OCCUPATION" && ref !== "RELATED_MAJOR" ? t("conditions.sinceThat") : "";
}
