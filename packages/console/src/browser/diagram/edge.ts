import type { Point } from './layout.js';

/** One line of the drawing. */
export interface Edge {
  /** The phases that it leads out of: several when it begins at the frame around them. */
  readonly from: readonly string[];
  readonly to: string;
  readonly on: readonly string[];
  /** Its corners; it ends in an arrow. */
  readonly points: readonly Point[];
  readonly labelled: boolean;
}

export const linePath = ({ points }: Edge): string =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');

const LENGTH = 7;
const HALF = 4;

/** The corners of the arrow at the end. */
export function arrowHead({ points }: Edge): string {
  const [before, tip] = [points.at(-2), points.at(-1)];
  if (before === undefined || tip === undefined) return '';
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const [dx, dy] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const back = { x: tip.x - dx * LENGTH, y: tip.y - dy * LENGTH };
  const corners = [
    tip,
    { x: back.x - dy * HALF, y: back.y + dx * HALF },
    { x: back.x + dy * HALF, y: back.y - dx * HALF },
  ];
  return corners.map(({ x, y }) => `${round(x)},${round(y)}`).join(' ');
}

/** Beside the longest stretch of the line; on its left where there is no room on its right. */
export function labelPlace({ points }: Edge, width: number): LabelPlace {
  const stretches = points.slice(1).map((end, index) => ({ start: points[index] ?? end, end }));
  const longest = stretches.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0];
  if (longest === undefined) return { x: 0, y: 0, anchor: 'middle' };
  const { start, end } = longest;
  const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  if (start.x !== end.x) return { x: middle.x, y: middle.y - 6, anchor: 'middle' };
  const hasRoom = middle.x + ROOM < width;
  return { x: middle.x + (hasRoom ? ASIDE : -ASIDE), y: middle.y + 4, anchor: hasRoom ? 'start' : 'end' };
}

const ASIDE = 7;
/** What a label needs. */
const ROOM = 100;

export interface LabelPlace extends Point {
  readonly anchor: 'start' | 'middle' | 'end';
}

interface Stretch {
  readonly start: Point;
  readonly end: Point;
}

const lengthOf = ({ start, end }: Stretch): number => Math.hypot(end.x - start.x, end.y - start.y);

const round = (value: number): number => Math.round(value * 10) / 10;
