import { isDeeper } from '@holdfast/core/protocol';

/** Containers within containers. No service sends a tenth of it, and a million of them would end the process. */
const DEEPEST = 100;

/** The value of a text, or `undefined` if it is not JSON, or nested deeper than any real answer. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  if (isDeeper(text, DEEPEST)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
