import type { Layout, Rectangle } from './layout.js';

const GAP = 12;

/** A box for each phase. One that the layout does not know stands in a row of its own, below the others. */
export function boxes(phases: readonly string[], layout: Layout): ReadonlyMap<string, Rectangle> {
  const strangers = phases.filter((phase) => !layout.places.has(phase));
  return new Map(
    phases.map((phase) => {
      const place = layout.places.get(phase) ?? rowPlace(strangers.indexOf(phase), layout);
      return [phase, { ...place, ...layout.box }];
    }),
  );
}

function rowPlace(index: number, { width, height, box }: Layout) {
  const perRow = Math.max(1, Math.floor((width + GAP) / (box.width + GAP)));
  const row = Math.floor(index / perRow);
  return { x: (index % perRow) * (box.width + GAP), y: height + GAP + row * (box.height + GAP) };
}
