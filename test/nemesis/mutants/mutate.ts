import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repository } from '../../repository.js';

/** One place of the compiled core, changed. */
export interface Patch {
  /** Below `packages/core/dist`. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly from: string;
  readonly to: string;
}

/** A core that is broken on purpose. */
export interface Mutation {
  readonly name: string;
  readonly patches: readonly Patch[];
}

/** The address under which Node.js loads the file of a patch. */
export const addressOf = ({ file }: Patch): string => pathToFileURL(join(repository, 'packages/core/dist', file)).href;

/**
 * A module of the core as this mutant has it; one that it does not change as it is.
 *
 * @throws if a place that is to be changed is not there exactly once: a bot that is whole must not pass for a mutant.
 */
export function mutate({ name, patches }: Mutation, address: string, source: string): string {
  return patches
    .filter((patch) => addressOf(patch) === address)
    .reduce((text, { file, from, to }) => {
      const [before, after, ...more] = text.split(from);
      if (before === undefined || after === undefined || more.length > 0) {
        throw new Error(`Mutant ${name}: ${file} does not hold this exactly once: ${from}`);
      }
      return before + to + after;
    }, source);
}
