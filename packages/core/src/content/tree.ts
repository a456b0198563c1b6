import { field } from '../protocol/read.js';
import { checkElement, CAROUSEL_IN_CAROUSEL } from './element-checks.js';
import { fault, within } from './fault.js';
import type { ContentLimits } from './limits.js';

/**
 * Checks an element and all that lies in it, the outer before the inner, so that an error names the first fault from the
 * top with its path from there.
 */
export function checkTree(root: unknown, limits: ContentLimits): void {
  let count = 0;
  const visit = (element: unknown, { path, depth, sliding }: Place): void => {
    count += 1;
    if (count > limits.elements) throw fault(path, `is one element too many; ${limits.elements} are the limit`);
    if (depth > limits.depth) throw fault(path, `lies ${depth} elements deep; ${limits.depth} are the limit`);
    checkElement(element, path);
    const carousel = field(element, 'type') === 'carousel';
    if (carousel && sliding) throw fault(path, CAROUSEL_IN_CAROUSEL);
    const elements = field(element, 'elements');
    if (!Array.isArray(elements)) return;
    const inner = within(path, 'elements');
    for (const [index, child] of (elements as readonly unknown[]).entries()) {
      visit(child, { path: within(inner, index), depth: depth + 1, sliding: sliding || carousel });
    }
  };
  visit(root, { path: '', depth: 1, sliding: false });
}

interface Place {
  readonly path: string;
  readonly depth: number;
  /** Whether it lies in a carousel. */
  readonly sliding: boolean;
}
