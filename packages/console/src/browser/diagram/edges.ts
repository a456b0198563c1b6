import type { Diagram, Transition } from '../session/diagram.js';
import type { Edge } from './edge.js';
import type { Layout, Point, Rectangle } from './layout.js';

interface Drawn {
  readonly layout: Layout;
  readonly boxes: ReadonlyMap<string, Rectangle>;
}

/** The lines between the phases. What leads from one phase to itself is not drawn. */
export function edges({ transitions }: Diagram, drawn: Drawn): readonly Edge[] {
  const { phases: framed } = drawn.layout.frame;
  const bundles = new Map<string, readonly [Transition, ...Transition[]]>();
  for (const transition of transitions) {
    const { from, to } = transition;
    if (from === to || drawn.layout.undrawn.has(`${from}>${to}`)) continue;
    const outward = framed.has(from) && !framed.has(to);
    const key = `${outward ? '' : from}>${to}`;
    bundles.set(key, [...(bundles.get(key) ?? []), transition] as [Transition, ...Transition[]]);
  }
  return [...bundles.values()].flatMap((bundle) => edgeOf(bundle, drawn) ?? []);
}

function edgeOf(bundle: readonly [Transition, ...Transition[]], { layout, boxes }: Drawn): Edge | undefined {
  const [{ from, to }] = bundle;
  const [start, end] = [boxes.get(from), boxes.get(to)];
  if (start === undefined || end === undefined) return undefined;
  const { frame, ports } = layout;
  const outward = frame.phases.has(from) && !frame.phases.has(to);
  const inside = frame.phases.has(from) && frame.phases.has(to);
  const points = outward ? fromFrame(frame, { end, port: ports.get(to) }) : between(start, end);
  return {
    from: [...new Set(bundle.map((one) => one.from))],
    to,
    on: [...new Set(bundle.map(({ on }) => on))],
    points,
    labelled: !inside && points.length > 0 && from !== 'idle',
  };
}

function fromFrame(frame: Rectangle, { end, port }: { readonly end: Rectangle; readonly port: number | undefined }) {
  const x = port ?? middle(end).x;
  const out = { x, y: frame.y + frame.height };
  if (x >= end.x && x <= end.x + end.width) return [out, { x, y: end.y }];
  return [out, { x, y: middle(end).y }, { x: x < end.x ? end.x : end.x + end.width, y: middle(end).y }];
}

/** Straight where two boxes face each other, around one corner elsewhere. */
function between(start: Rectangle, end: Rectangle): readonly Point[] {
  const [from, to] = [middle(start), middle(end)];
  if (from.y === to.y) {
    const right = to.x > from.x;
    return [
      { x: right ? start.x + start.width : start.x, y: from.y },
      { x: right ? end.x : end.x + end.width, y: to.y },
    ];
  }
  const down = to.y > from.y;
  const [leaves, arrives] = [down ? start.y + start.height : start.y, down ? end.y : end.y + end.height];
  // Upwards beside what comes down.
  const x = down ? from.x : from.x - 25;
  if (x >= end.x && x <= end.x + end.width) {
    return [
      { x, y: leaves },
      { x, y: arrives },
    ];
  }
  if (!down)
    return [
      { x: to.x < from.x ? start.x : start.x + start.width, y: from.y },
      { x: to.x, y: from.y },
      { x: to.x, y: arrives },
    ];
  return [
    { x: from.x, y: leaves },
    { x: from.x, y: to.y },
    { x: to.x > from.x ? end.x : end.x + end.width, y: to.y },
  ];
}

const middle = ({ x, y, width, height }: Rectangle): Point => ({ x: x + width / 2, y: y + height / 2 });
