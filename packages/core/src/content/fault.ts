import { ContentError } from '../errors/configuration.js';

/**
 * The error for one place in some content. It never quotes what stands there: content may hold what a consumer wrote.
 *
 * @param path as in `elements[2].click.actions[0].uri`; empty for the whole.
 * @param fact what is wrong and what to do, to be read behind the path.
 */
export const fault = (path: string, fact: string): ContentError =>
  new ContentError(path || WHOLE, `The content cannot be sent: ${path || WHOLE} ${fact}.`);

const WHOLE = 'content';

/** The path of a field or, for a number, of an item of a list. A name that is not plain is not repeated. */
export function within(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  const name = PLAIN.test(key) ? key : '…';
  return path === '' ? name : `${path}.${name}`;
}

const PLAIN = /^[\w-]{1,64}$/;
