import { checkElement } from './element-checks.js';
import { type Draft, plain } from './plain.js';

/**
 * An element as a builder gives it away: frozen, and found good as far as it can be seen from within. What depends on
 * the whole, such as depth and size, is checked when it is sent.
 *
 * @throws ContentError with a path that begins in this element.
 */
export function builtElement<T>(draft: Draft<T>): T {
  const element = plain(draft);
  checkElement(element, '');
  return element;
}
