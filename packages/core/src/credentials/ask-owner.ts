import { isHoldfastError } from '../errors/holdfast-error.js';
import { PlatformUnavailableError } from '../errors/platform.js';
import type { Call } from '../ports/call.js';

/**
 * Calls a function that the owner of a bot or a consumer wrote, and gives it no longer than one attempt of a request may take. An error
 * of Holdfast passes through; any other becomes a `PlatformUnavailableError` with it as the cause, since what such
 * functions ask (a secret manager, a login service) fails and heals like the platform.
 *
 * @param name how messages call the function, for example `Account 1234: the credentials function`.
 */
export async function askOwner<T>(name: string, call: Call, ask: () => T): Promise<Awaited<T>> {
  const { signal, timeout } = call;
  signal.throwIfAborted();
  let release = (): void => undefined;
  const ended = new Promise<undefined>((resolve) => {
    const end = (): void => resolve(undefined);
    const timer = setTimeout(end, timeout);
    signal.addEventListener('abort', end, { once: true });
    release = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    };
  });
  try {
    const answer = await Promise.race([ended, answerOf(name, ask)]);
    signal.throwIfAborted();
    if (answer) return answer.value;
  } finally {
    release();
  }
  throw new PlatformUnavailableError(`${name} did not finish within ${timeout} ms. Check what it waits for.`);
}

async function answerOf<T>(name: string, ask: () => T): Promise<{ readonly value: Awaited<T> }> {
  try {
    return { value: await ask() };
  } catch (error) {
    if (isHoldfastError(error)) throw error;
    const message = `${name} threw an error. See its cause.`;
    throw new PlatformUnavailableError(message, undefined, undefined, { cause: error });
  }
}
