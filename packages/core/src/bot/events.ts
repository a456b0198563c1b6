import type { DeliveryEvent } from '../delivery/surroundings.js';
import type { NotificationFrame } from '../protocol/frame.js';
import { type Metadata, readMetadata } from '../protocol/metadata.js';
import type { Blocked } from './loop-watch.js';
import type { JsonObject } from '../protocol/read.js';
import type { LifecycleEvents } from '../session/lifecycle.js';

/** What a bot tells its owner, by name: the life of its session, and what became of messages nobody could handle. */
export interface BotEvents extends LifecycleEvents {
  /** History could not give back sequences `from` to `to` of a dialog. If they still arrive, they are handled late. */
  gap: DeliveryData<'gap'>;
  /** Every attempt to handle a message failed, and the dialog went on without it. */
  deadLettered: DeliveryData<'deadLettered'>;
  /** Two bots seem to talk to each other: the dialog is paused. */
  looped: DeliveryData<'looped'>;
  /** The event loop of this process stood still for a second or more: nothing was handled, and no ping answered. */
  blocked: Blocked;
  /** The platform shows this agent in another state. Told with the option `watchAgentState` only. */
  agentState: { readonly availability: string; readonly description: string };
  /**
   * Any notification of the platform, as it came; Holdfast goes on with those it knows. It may hold what a consumer wrote, so
   * it is in no log and not in `events$`.
   */
  notification: { readonly type: string; readonly body: JsonObject; readonly metadata: readonly Metadata[] };
}

export type BotEventName = keyof BotEvents;

/** One event with its name. Notifications have names of their own, and are no part of it. */
export type BotEvent = {
  [K in Exclude<BotEventName, 'notification'>]: { readonly type: K } & BotEvents[K];
}[Exclude<BotEventName, 'notification'>];

type DeliveryData<T extends DeliveryEvent['type']> = Omit<Extract<DeliveryEvent, { readonly type: T }>, 'type'>;

/** A notification as listeners get it. */
export const notificationOf = ({ type, body, metadata }: NotificationFrame): BotEvents['notification'] => ({
  type,
  body,
  metadata: readMetadata(metadata ?? body['metadata']),
});

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
  blocked: true,
  agentState: true,
  notification: true,
};

/** Every name there is, in the order in which a session may live through them. */
export const botEventNames: readonly string[] = Object.freeze(Object.keys(names));

export const isBotEventName = (value: unknown): value is BotEventName =>
  typeof value === 'string' && Object.hasOwn(names, value);
