import { fileURLToPath } from 'node:url';

const FOREIGN = /^node:|[\\/]node_modules[\\/]/;

/**
 * The file of the author in which the call began that led to this function, past what it calls itself: the file of the
 * test. `undefined` if it cannot be told.
 */
export function callerFile(called: (...given: never[]) => unknown): string | undefined {
  const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace') ?? {
    value: undefined,
    configurable: true,
    writable: true,
  };
  try {
    Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getFileName());
    const holder: { stack?: unknown } = {};
    Error.captureStackTrace(holder, called);
    const files: readonly unknown[] = Array.isArray(holder.stack) ? holder.stack : [];
    const file = files.findLast((one) => typeof one === 'string' && !FOREIGN.test(one));
    if (typeof file !== 'string') return undefined;
    return file.startsWith('file:') ? fileURLToPath(file) : file;
  } finally {
    Object.defineProperty(Error, 'prepareStackTrace', before);
  }
}
