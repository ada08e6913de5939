/** The moves of an occupation as a small graph: levels above it, others on both sides, or below where it is narrow. */
import type { MoveFieldsFragment } from "@/explore/occupation.generated";

export interface Node {
  id: string;
  name: string;
  x: number;
  y: number;
  kind: "HERE" | "NEXT_LEVEL" | "BUILDS_ON" | "LATERAL";
  target: string | null;
}

const ROW = 92;
const COLUMN = 330;
const UP = 72;
const STEP = 70;
const LINE = 48;

/** Nodes with their places; the first is the occupation itself. */
export function nodesOf(
  name: string,
  advancement: readonly MoveFieldsFragment[],
  lateral: readonly MoveFieldsFragment[],
  levelName: (level: string) => string,
  narrow = false,
): Node[] {
  const here: Node = { id: "here", name, x: 0, y: 0, kind: "HERE", target: null };
  const levels = advancement.filter((move) => move.kind === "NEXT_LEVEL");
  const others = [...advancement.filter((move) => move.kind === "BUILDS_ON"), ...lateral];
  const up = levels.map((move, at) => ({
    ...node(move, move.level ? levelName(move.level) : ""),
    x: 0,
    y: -UP * (at + 1),
  }));
  const aside = others.map((move, at) => ({
    ...node(move, move.occupation?.name ?? move.id),
    ...(narrow ? below(at) : beside(at, others.length)),
  }));
  return [here, ...up, ...aside];
}

function node(move: MoveFieldsFragment, name: string): Omit<Node, "x" | "y"> {
  return {
    id: move.id,
    name,
    kind: move.kind,
    target: move.kind === "NEXT_LEVEL" ? null : (move.occupation?.id ?? null),
  };
}

/** Right and left in turn, in rows around the middle. */
function beside(at: number, count: number): { x: number; y: number } {
  const rows = Math.ceil(count / 2);
  const row = Math.floor(at / 2);
  return { x: at % 2 === 0 ? COLUMN : -COLUMN, y: (row - (rows - 1) / 2) * ROW - 2 * UP };
}

/** One under another, for a phone. */
function below(at: number): { x: number; y: number } {
  return { x: STEP, y: (at + 1) * LINE };
}
