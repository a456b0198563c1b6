import { field, isObject, readCount, readList, readText } from './read.js';

/** `WAITING` is the one state to act on; the same ring is announced again after every change. Source: messaging.md §6.2. */
export type RingState =
  'WAITING' | 'ACCEPTED' | 'REJECTED' | 'CANCELLED' | 'EXPIRED' | 'AUTO_ACCEPT' | (string & Record<never, never>);

export interface RingSnapshot {
  readonly id: string;
  readonly state: RingState;
  readonly conversationId: string;
  readonly consumerId?: string;
  readonly skillId?: string;
  /** Epoch milliseconds, by the platform's clock. */
  readonly expiresAt?: number;
}

const ID = 256;

/** Reads every ring of a `RoutingTaskNotification` body; the conversation id stands in the task or in the ring. */
export const readRings = (body: unknown): readonly RingSnapshot[] =>
  readList(field(body, 'changes')).flatMap((change) => {
    const task = field(change, 'result');
    if (field(change, 'type') === 'DELETE' || !isObject(task)) return [];
    return readList(task['ringsDetails']).flatMap((ring) => readRing(ring, task));
  });

function readRing(ring: unknown, task: object): readonly RingSnapshot[] {
  const id = readText(field(ring, 'ringId'), ID);
  const state = readText(field(ring, 'ringState'), 64);
  const conversationId = readText(field(task, 'conversationId'), ID) ?? readText(field(ring, 'convId'), ID);
  if (id === undefined || state === undefined || conversationId === undefined) return [];
  const consumerId = readText(field(task, 'consumerId') ?? field(ring, 'consumerId'), ID);
  const skillId = readText(field(task, 'skillId') ?? field(ring, 'skillId'), ID);
  const expiresAt = readCount(field(ring, 'ringExpirationTs'));
  return [
    {
      id,
      state,
      conversationId,
      ...(consumerId === undefined ? {} : { consumerId }),
      ...(skillId === undefined || skillId === '-1' ? {} : { skillId }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    },
  ];
}
