import { ConnectionLostError } from '../errors/connection.js';
import { LoginRefusedError } from '../errors/platform.js';
import type { Grant } from '../ports/authenticator.js';
import { Domains } from '../protocol/domains.js';
import type { Happening, Loss } from './state.js';
import { type EventType, type Phase, session } from './table.js';

export const someDomains = new Domains({ accountId: '1', hosts: new Map(), insecure: false, trusts: () => true });

export const someGrant = (bearer = 'bearer'): Grant => ({
  bearer,
  userId: '7',
  secrets: [bearer],
  refresh: () => Promise.resolve(),
  logout: () => Promise.resolve(),
});

const loss: Loss = { error: new ConnectionLostError('cut', 'unknown'), reason: 'closed', schedule: 'reconnect' };

export const lost = (facts: Partial<Loss> = {}): Happening => ({ type: 'interrupted', ...loss, ...facts });
export const expired = (facts: Partial<Loss> = {}): Happening => ({ type: 'expired', ...loss, ...facts });

/** One of each. */
export const happenings: { readonly [K in EventType]: Happening & { readonly type: K } } = {
  start: { type: 'start' },
  discovered: { type: 'discovered', domains: someDomains },
  granted: { type: 'granted', grant: someGrant() },
  opened: { type: 'opened' },
  resumed: { type: 'resumed', missed: 0 },
  settled: { type: 'settled' },
  refreshed: { type: 'refreshed', grant: someGrant() },
  interrupted: { type: 'interrupted', ...loss },
  expired: { type: 'expired', ...loss },
  refused: { type: 'refused', error: new LoginRefusedError('refused', 401) },
  elapsed: { type: 'elapsed' },
  stop: { type: 'stop' },
  drained: { type: 'drained' },
};

export interface Edge {
  readonly from: Phase;
  readonly event: EventType;
  readonly to: Phase;
}

export const edges: readonly Edge[] = Object.entries(session).flatMap(([from, { on }]) =>
  Object.entries(on).map(([event, to]) => ({ from: from as Phase, event: event as EventType, to })),
);

/** The shortest ways from `idle`, as the events that lead to each phase that can be reached. */
export function ways(): ReadonlyMap<Phase, readonly EventType[]> {
  const found = new Map<Phase, readonly EventType[]>([['idle', []]]);
  for (const [from, way] of found) {
    for (const edge of edges) {
      if (edge.from === from && !found.has(edge.to)) found.set(edge.to, [...way, edge.event]);
    }
  }
  return found;
}

export const wayTo = (phase: Phase): readonly Happening[] =>
  (ways().get(phase) ?? []).map((event) => happenings[event]);
