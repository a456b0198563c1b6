import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { ConfigurationError } from '@holdfast/core/internal';
import type { Environment } from '../../options/environment-options.js';

/**
 * An environment with the variables of a file beneath it: what is set already stays, as with `node --env-file`.
 *
 * @throws ConfigurationError if the file cannot be read.
 */
export function withEnvFile(env: Environment, folder: string, file: string): Environment {
  const path = resolve(folder, file);
  try {
    return { ...parseEnv(readFileSync(path, 'utf8')), ...env };
  } catch (error) {
    throw new ConfigurationError('--env-file', `The file ${path} cannot be read. Check the path and who may read it.`, {
      cause: error,
    });
  }
}
