import { sessionDiagram } from '@holdfast/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Diagram } from '../session/diagram.js';
import { boxes } from './boxes.js';
import { arrowHead, type Edge, linePath } from './edge.js';
import { edges } from './edges.js';
import { compactLayout, type Layout, wideLayout } from './layout.js';

const diagram = sessionDiagram();

const drawn = (layout: Layout, given: Diagram = diagram) => {
  const placed = boxes(given.phases, layout);
  return { placed, lines: edges(given, { layout, boxes: placed }) };
};

const holds = ({ from, on, to }: Edge, step: { readonly from: string; readonly on: string; readonly to: string }) =>
  to === step.to && from.includes(step.from) && on.includes(step.on);

for (const layout of [wideLayout, compactLayout]) {
  describe(`The ${layout.name} drawing`, () => {
    it('has a place for each phase of a session, and none on another', () => {
      const { placed } = drawn(layout);
      expect([...placed.keys()].filter((phase) => !layout.places.has(phase))).to.deep.equal([]);
      const corners = [...placed.values()].map(({ x, y }) => `${x},${y}`);
      expect(new Set(corners).size).to.equal(corners.length);
    });

    it('has a line for each transition of the table', () => {
      const { lines } = drawn(layout);
      const missing = diagram.transitions.filter(
        (step) =>
          step.from !== step.to &&
          !layout.undrawn.has(`${step.from}>${step.to}`) &&
          !lines.some((line) => holds(line, step)),
      );
      expect(missing).to.deep.equal([]);
    });

    it('stays within its bounds', () => {
      const { placed, lines } = drawn(layout);
      const inside = (x: number, y: number) => x >= 0 && x <= layout.width && y >= 0 && y <= layout.height;
      const boxesInside = [...placed.values()].every(
        ({ x, y, width, height }) => inside(x, y) && inside(x + width, y + height),
      );
      expect(boxesInside).to.equal(true);
      for (const { points, from, to } of lines) {
        expect(
          points.every(({ x, y }) => inside(x, y)),
          `${from.join()} > ${to}`,
        ).to.equal(true);
      }
    });

    it('runs straight: every line goes across or up and down', () => {
      for (const { points } of drawn(layout).lines) {
        for (const [index, { x, y }] of points.slice(1).entries()) {
          expect(points[index]?.x === x || points[index]?.y === y).to.equal(true);
        }
      }
    });
  });
}

describe('A drawing', () => {
  it('says once what most phases have in common', () => {
    const lost = drawn(wideLayout).lines.filter(({ to }) => to === 'waiting');
    expect(lost).to.have.lengthOf(1);
    expect(lost[0]?.from).to.include.members(['discovering', 'live']);
  });

  it('puts phases that it does not know below the others', () => {
    const stranger = { phases: ['idle', 'dreaming'], transitions: [{ from: 'idle', on: 'sleep', to: 'dreaming' }] };
    const { placed, lines } = drawn(wideLayout, stranger);
    expect(placed.get('dreaming')?.y).to.be.above(wideLayout.height);
    expect(lines.map(linePath)).to.deep.equal(['M54 52 L54 210']);
  });

  it('ends each line in an arrow that points where the line leads', () => {
    const [line] = drawn(wideLayout, {
      phases: ['idle', 'discovering'],
      transitions: [{ from: 'idle', on: 'start', to: 'discovering' }],
    }).lines;
    expect(line === undefined ? '' : arrowHead(line)).to.equal('138,35 131,39 131,31');
  });
});
