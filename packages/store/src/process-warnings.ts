import type { Logger } from '@holdfast/core/internal';

const nothing = (): void => undefined;

/** Tells warnings and errors by the process's own channel, so that damage is not silent where nobody gave a logger. */
const warn = (facts: object, message: string): void =>
  process.emitWarning(`${message} ${JSON.stringify(facts)}`, 'Holdfast');

export const processWarnings: Logger = Object.freeze({ debug: nothing, info: nothing, warn, error: warn });
