import { type Check, words } from './check.js';
import { fault } from './fault.js';

/** An image the consumer's window will load: https only, as the platform refuses anything else. */
export const imageAddress: Check = (value, path) => {
  words(2_048)(value, path);
  if (protocolOf(value, path) !== 'https:')
    throw fault(path, 'is not https. Give an address that begins with https://');
};

/** Where a tap leads: a web page, or a deep link such as `tel:` or that of an app; never to code. */
export const linkAddress: Check = (value, path) => {
  words(1_024)(value, path);
  if (CODE.has(protocolOf(value, path))) throw fault(path, 'would run code. Give the address of a page or an app');
};

const CODE: ReadonlySet<string> = new Set(['javascript:', 'data:', 'vbscript:', 'blob:', 'file:']);

function protocolOf(value: unknown, path: string): string {
  if (typeof value !== 'string' || !URL.canParse(value)) {
    throw fault(path, 'is no complete address. Give one such as https://example.com/page');
  }
  return new URL(value).protocol;
}
