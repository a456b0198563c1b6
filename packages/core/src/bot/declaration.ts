import { defineMetadata, getOwnMetadata } from 'reflect-metadata/no-conflict';
import type { HandlerKind } from './handler-inputs.js';

/** One decorator, as an author wrote it. Nothing in it has been checked, except where the decorator stands. */
export interface Declaration {
  /** Which copy of this package the decorator came from: two copies in one process would not know each other's classes. */
  readonly origin: symbol;
  /** The name of the decorator, for messages. */
  readonly decorator: string;
  readonly on: HandlerKind;
  readonly filter: unknown;
  readonly key: PropertyKey;
  /** The function that was decorated. Another decorator may have put something else in its place since. */
  readonly decorated?: unknown;
  /** Why no handler can stand where the decorator does, and the remedy. */
  readonly fault?: string;
}

export const ownOrigin = Symbol('holdfast');

/** Registered in the process, so that declarations of another copy of this package are found, and reported. */
const DECLARATIONS = Symbol.for('holdfast.handlers');

/** Appends to what the object itself holds; what its parents hold stays theirs. */
export const record = (target: object, declaration: Declaration): void =>
  defineMetadata(DECLARATIONS, [...recordedOn(target), declaration], target);

/** What was recorded on the object itself, in the order of recording. */
export function recordedOn(target: object): readonly Declaration[] {
  const recorded: unknown = getOwnMetadata(DECLARATIONS, target);
  return Array.isArray(recorded) ? (recorded as readonly Declaration[]) : [];
}
