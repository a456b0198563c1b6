import type { Json } from './store.js';
import type { ServiceCallOptions } from './service-call.js';

export interface ContextPlace extends ServiceCallOptions {
  /** One session of the namespace, for example a conversation id. @default the namespace itself */
  readonly session?: string;
}

export interface SetContextOptions extends ContextPlace {
  /** Milliseconds until what is written is forgotten, in whole seconds. @default the namespace's own, or 13 months */
  readonly ttl?: number;
}

export interface ReadContextOptions extends ContextPlace {
  /** @default all properties */
  readonly names?: readonly string[];
}

export type ContextValues = Readonly<Record<string, Json>>;

/**
 * The Conversation Context Service, in both of its versions. Consumers' personal data do not belong there.
 * Source: rest-and-auth.md §7.2, §7.3.
 */
export interface ContextStore {
  readonly version: 1 | 2;

  /**
   * Writes properties; those not named stay. An unknown namespace is made on the way.
   *
   * Rejects with `ConfigurationError` for names the service reserves or cannot take.
   */
  set(namespace: string, values: ContextValues, options?: SetContextOptions): Promise<void>;

  /** The properties there are; an empty object if there is nothing. */
  read(namespace: string, options?: ReadContextOptions): Promise<ContextValues>;

  /** One property, or `undefined`. */
  readOne(namespace: string, name: string, options?: ContextPlace): Promise<Json | undefined>;

  /** Deletes some properties, or all of them. What is not there counts as deleted. */
  remove(namespace: string, options?: ReadContextOptions): Promise<void>;
}
