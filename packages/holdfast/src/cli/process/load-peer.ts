import { ConfigurationError } from '@holdfast/core/internal';

/**
 * Loads an optional package at the moment it is needed: who runs a bot in production has none of them.
 *
 * @throws ConfigurationError with the command that installs it, if it is missing.
 */
export async function loadPeer<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error, name)) throw error;
    throw new ConfigurationError(
      name,
      `The package ${name} is not installed, and this command needs it. Run: npm install --save-dev ${name}`,
      { cause: error },
    );
  }
}

/** Also a missing package of a package says ERR_MODULE_NOT_FOUND; that is another mistake with another remedy. */
const isMissing = (error: unknown, name: string): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === 'ERR_MODULE_NOT_FOUND' &&
  error.message.includes(`'${name}'`);
