import type { DeliveryEvent } from '../delivery/surroundings.js';
import type { LifecycleEvents } from '../session/lifecycle.js';

/** What a bot tells its owner, by name: the life of its session, and what became of messages nobody could handle. */
export interface BotEvents extends LifecycleEvents {
  /** History could not give back sequences `from` to `to` of a dialog. If they still arrive, they are handled late. */
  gap: DeliveryData<'gap'>;
  /** Every attempt to handle a message failed, and the dialog went on without it. */
  deadLettered: DeliveryData<'deadLettered'>;
  /** Two bots seem to talk to each other: the dialog is paused. */
  looped: DeliveryData<'looped'>;
}

export type BotEventName = keyof BotEvents;

/** One event with its name. */
export type BotEvent = { [K in BotEventName]: { readonly type: K } & BotEvents[K] }[BotEventName];

type DeliveryData<T extends DeliveryEvent['type']> = Omit<Extract<DeliveryEvent, { readonly type: T }>, 'type'>;

const names: Readonly<Record<BotEventName, true>> = {
  discovered: true,
  authenticated: true,
  connected: true,
  live: true,
  refreshed: true,
  interrupted: true,
  recovered: true,
  draining: true,
  closed: true,
  failed: true,
  gap: true,
  deadLettered: true,
  looped: true,
};

/** Every name there is, in the order in which a session may live through them. */
export const botEventNames: readonly string[] = Object.freeze(Object.keys(names));

export const isBotEventName = (value: unknown): value is BotEventName =>
  typeof value === 'string' && Object.hasOwn(names, value);
