import { field, readList, readText } from '@holdfast/core/protocol';
import type { PhaseTransition, SessionDiagram } from '../../wire/session-diagram.js';

export type Diagram = SessionDiagram;
export type Transition = PhaseTransition;

export const emptyDiagram: Diagram = { phases: [], transitions: [] };

export function readDiagram(value: unknown): Diagram {
  const phases = readList(field(value, 'phases'))
    .slice(0, 40)
    .flatMap((phase) => readText(phase, 32) ?? []);
  const known = new Set(phases);
  const transitions = readList(field(value, 'transitions'))
    .slice(0, 400)
    .flatMap(readTransition)
    .filter(({ from, to }) => known.has(from) && known.has(to));
  return { phases, transitions };
}

function readTransition(value: unknown): readonly Transition[] {
  const from = readText(field(value, 'from'), 32);
  const on = readText(field(value, 'on'), 32);
  const to = readText(field(value, 'to'), 32);
  return from === undefined || on === undefined || to === undefined ? [] : [{ from, on, to }];
}
