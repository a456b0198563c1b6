import type { Health } from '@holdfast/core';
import type { BearerSnapshot, SessionSnapshot } from '../wire/session-snapshot.js';

/** What of a bot's health goes out, as JSON has it. */
export function sessionSnapshot(name: string, health: Health): SessionSnapshot {
  const { phase, since, attempt, retryAt, ready, lastLoss, bearer, lastInbound, clock } = health;
  const { conversations, waitingRequests, delivery, lanes, oddities } = health;
  return {
    bot: { name },
    at: new Date().toISOString(),
    phase,
    since: since.toISOString(),
    attempt,
    ...(retryAt === undefined ? {} : { retryAt: retryAt.toISOString() }),
    ready,
    ...(lastLoss === undefined ? {} : { lastLoss: { ...lastLoss, at: lastLoss.at.toISOString() } }),
    ...(bearer === undefined ? {} : { bearer: bearerOf(bearer) }),
    ...(lastInbound === undefined ? {} : { lastInbound: lastInbound.toISOString() }),
    ...(clock === undefined ? {} : { clock: { ...clock, at: clock.at.toISOString() } }),
    conversations,
    waitingRequests,
    delivery,
    lanes,
    oddities: plain(oddities),
  };
}

const bearerOf = ({ obtainedAt, refreshedAt }: NonNullable<Health['bearer']>): BearerSnapshot => ({
  obtainedAt: obtainedAt.toISOString(),
  ...(refreshedAt === undefined ? {} : { refreshedAt: refreshedAt.toISOString() }),
});

/** A transport of somebody else may count under names that came from the network. */
function plain(oddities: Health['oddities']): Record<string, number> {
  const counts = new Map<string, number>();
  for (const [kind, count] of Object.entries(oddities)) {
    const name = /^[\w.-]{1,64}$/.test(kind) ? kind : 'other';
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return Object.fromEntries(counts);
}
