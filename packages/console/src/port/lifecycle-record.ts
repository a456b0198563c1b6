import type { BotEvent } from '@holdfast/core';
import type { LifecycleRecord } from '../wire/lifecycle-record.js';

type Facts = { readonly [K in BotEvent['type']]: readonly Exclude<keyof Extract<BotEvent, { type: K }>, 'type'>[] };

/** Which facts of an event go out. Whatever is not listed stays inside, also what a later version adds. */
const facts: Facts = {
  discovered: [],
  authenticated: [],
  connected: [],
  live: ['missed'],
  refreshed: ['replaced'],
  interrupted: ['reason', 'code', 'attempt', 'retryIn', 'error'],
  recovered: ['downtime', 'missed'],
  draining: [],
  closed: [],
  failed: ['error'],
  gap: ['dialogId', 'from', 'to'],
  deadLettered: ['dialogId', 'conversationId', 'sequence', 'attempts', 'reason'],
  looped: ['dialogId', 'conversationId', 'cause', 'pausedFor'],
  blocked: ['duration'],
  agentState: ['availability'],
};

/** What of a bot's event goes out. */
export function lifecycleRecord(
  event: BotEvent,
  { id, at }: { readonly id: number; readonly at: Date },
): LifecycleRecord {
  // A bot of another version may tell what this one does not know.
  const names: readonly string[] = Object.hasOwn(facts, event.type) ? facts[event.type] : [];
  const detail = names.flatMap((name) => {
    const value = told(Reflect.get(event, name));
    return value === undefined ? [] : [[name, value] as const];
  });
  return { id, at: at.toISOString(), name: event.type, detail: Object.fromEntries(detail) };
}

const LONGEST = 200;

/** An error by its code alone: what it says is for the log, whose secrets are removed. */
function told(value: unknown): string | number | boolean | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.slice(0, LONGEST);
  return value instanceof Error && 'code' in value ? told(value.code) : undefined;
}
