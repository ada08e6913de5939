/** What to do about what is wrong in uploaded files, and where a row of a table stands. */

/** The checks of the service, by what the page advises. */
const FIXES: Record<string, string> = {
  CELL_EMPTY: "empty",
  CELL_PATTERN: "pattern",
  CELL_CHOICE: "choice",
  CELL_WHOLE: "whole",
  CELL_NUMBER: "number",
  CELL_FLAG: "flag",
  CELL_DATE: "date",
  CELL_LEAST: "range",
  CELL_MOST: "range",
  ROW_REPEATED: "repeated",
  ROW_TOO_LONG: "cells",
  TABLE_COLUMNS_WRONG: "header",
  TABLE_COLUMNS_UNKNOWN: "header",
  TABLE_COLUMNS_TWICE: "header",
  FILE_ENCODING: "file",
  FILE_DAMAGED: "file",
  FILE_NO_CSV: "file",
};

/** The key of the words on what to do about a check that failed. */
export function fixOf(check: string): string {
  return FIXES[check] ?? "other";
}

/** Table and row of a place such as "institutions row 150"; null for a place of another form. */
export function rowOf(place: string): { table: string; row: string } | null {
  const found = /^(\w+) row (\d+)$/.exec(place);
  return found?.[1] && found[2] ? { table: found[1], row: found[2] } : null;
}
