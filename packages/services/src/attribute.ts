import { field } from '@holdfast/core/protocol';

/** A field that services which once spoke XML may write with an `@` in front (rest-and-auth.md §0.2). */
export const attribute = (value: unknown, name: string): unknown => field(value, name) ?? field(value, `@${name}`);
