import { Ajv, type ValidateFunction } from 'ajv';
import { Refusal } from './refusal.js';

/** A JSON Schema, kept as data beside the handler whose input it describes. */
export type Schema = Readonly<Record<string, unknown>>;

/**
 * Turns a schema into a check: it gives the value back as `Body`, or throws a `Refusal` 400 that names the place of the
 * fault and never its value. The schema is compiled at its first use.
 */
export function checker<Body>(schema: Schema): (value: unknown) => Body {
  let validate: ValidateFunction<Body> | undefined;
  return (value) => {
    validate ??= new Ajv({ strict: false }).compile<Body>(schema);
    if (validate(value)) return value;
    const [error] = validate.errors ?? [];
    throw new Refusal(400, `Bad Request: body${error?.instancePath ?? ''} ${error?.message ?? 'is invalid'}`);
  };
}

/** Shorthands for the shapes that the wire repeats. */
export const text = (maxLength: number): Schema => ({ type: 'string', minLength: 1, maxLength });
/** Ids that clients send as a string or as a number. */
export const id: Schema = { type: ['string', 'integer'], maxLength: 128 };
export const timestamp: Schema = { type: ['integer', 'null'], minimum: 0 };
export const metadataList: Schema = {
  type: 'array',
  maxItems: 100,
  items: { type: 'object', required: ['type'], properties: { type: text(64) } },
};

/** A list that a client may also send as its bare single element (messaging.md §3). */
export const oneOrMany = (item: Schema): Schema => ({ anyOf: [item, { type: 'array', maxItems: 1_000, items: item }] });
