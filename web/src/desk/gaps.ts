/** The gap report as the page shows it: kinds of gaps, and how many occupations of a group have one. */
import type { GapKind } from "@/api/schema.generated";
import type { GapReportQuery } from "@/desk/gaps.generated";

export type GapRow = NonNullable<GapReportQuery["gapReport"]>["groups"][number];

export const GAPS: GapKind[] = [
  "NO_TEXT",
  "NO_STANDARD",
  "NO_PACKAGE",
  "NO_MAJOR",
  "NO_INSTITUTION",
  "PACKAGE_LAGS",
];

export function countOf(row: GapRow, gap: GapKind): number {
  return row.counts.find((one) => one.gap === gap)?.occupations ?? 0;
}

/** From 0 to 1. */
export function shareOf(row: GapRow, gap: GapKind): number {
  return row.occupations ? countOf(row, gap) / row.occupations : 0;
}
