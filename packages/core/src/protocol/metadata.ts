import { isObject, type JsonObject, readList, readText } from './read.js';

/** Frame-level metadata: an array of typed objects. Source: messaging.md §5.9. */
export interface Metadata {
  readonly type: string;
  readonly [field: string]: unknown;
}

const NONE: readonly Metadata[] = Object.freeze([]);

/** Reads metadata, which arrives as an array, a bare object, `null` or not at all. Entries without a type are dropped. */
export const readMetadata = (value: unknown): readonly Metadata[] =>
  value === undefined ? NONE : readList(value).filter(isMetadata);

const isMetadata = (value: unknown): value is Metadata & JsonObject =>
  isObject(value) && readText(value['type'], 64) !== undefined;

/** The `ExternalId` among some metadata, at most 64 characters. */
export function externalIdOf(metadata: readonly Metadata[]): string | undefined {
  for (const entry of metadata) {
    if (entry.type === 'ExternalId') return readText(entry['id'], 64);
  }
  return undefined;
}
