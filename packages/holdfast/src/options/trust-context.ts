import { createSecureContext, type SecureContext } from 'node:tls';

type Authorities = string | Buffer | readonly (string | Buffer)[];

/** By the authorities' text. A context lives as long as a socket that uses it. */
const known = new Map<string, WeakRef<SecureContext>>();
const forgotten = new FinalizationRegistry((text: string) => {
  if (known.get(text)?.deref() === undefined) known.delete(text);
});

/**
 * What a TLS connection trusts. Those who trust the same share it: it holds certificates and no state of a connection, and
 * Node would otherwise make one for each socket, at some 15 KB outside of the heap.
 */
export function trustContext(ca: Authorities | undefined): SecureContext {
  const text = textOf(ca);
  const found = known.get(text)?.deref();
  if (found !== undefined) return found;
  const made = createSecureContext(ca === undefined ? {} : { ca: listOf(ca) });
  known.set(text, new WeakRef(made));
  forgotten.register(made, text);
  return made;
}

const listOf = (ca: Authorities): (string | Buffer)[] =>
  typeof ca === 'string' || Buffer.isBuffer(ca) ? [ca] : [...ca];

const textOf = (ca: Authorities | undefined): string => (ca === undefined ? '' : listOf(ca).map(String).join('\n'));
