/** JSON with the fields in one order, so that equal values are equal texts. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  ) ?? '';

/** Ids that are drawn anew for each message: those of messages that answer nothing. */
const RANDOM = /\bhf-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

export const withoutRandom = (text: string): string => text.replace(RANDOM, 'hf-*');

export interface Asked {
  readonly type: string;
  readonly body?: unknown;
  readonly metadata?: unknown;
}

/** What two requests share that ask for the same. */
export const fingerprint = ({ type, body, metadata }: Asked): string =>
  withoutRandom(`${type} ${canonical(body ?? {})} ${canonical(metadata ?? [])}`);
