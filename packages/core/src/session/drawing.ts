import { sessionDiagram } from './diagram.js';
import { type EventType, isEnd, type Phase, phases, session } from './table.js';

/** The table as a Mermaid state diagram: `docs/session.md` shows it, and a test compares the two. */
export function drawing(): string {
  const ends = phases.filter(isEnd).map((phase) => `  ${phase} --> [*]`);
  const notes = phases
    .filter((phase) => session[phase].runs.length > 0)
    .map((phase) => `  note right of ${phase}: ${session[phase].runs.join(', ')}`);
  return ['stateDiagram-v2', '  [*] --> idle', ...phases.flatMap(arrows), ...ends, ...notes].join('\n');
}

/** Events that lead from one phase to the same other phase share one arrow. */
function arrows(from: Phase): readonly string[] {
  const byTarget = new Map<Phase, EventType[]>();
  for (const { on, to } of sessionDiagram().transitions.filter((transition) => transition.from === from)) {
    byTarget.set(to, [...(byTarget.get(to) ?? []), on]);
  }
  return [...byTarget].map(([to, events]) => `  ${from} --> ${to}: ${events.join(', ')}`);
}
