import type { InitializeHook, LoadHook } from 'node:module';
import { type Mutation, mutate } from './mutate.js';

let mutant: Mutation | undefined;

export const initialize: InitializeHook<Mutation> = (given) => {
  mutant = given;
};

/** Loads the core as the mutant has it. */
export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context);
  if (mutant === undefined || loaded.format !== 'module' || loaded.source === undefined) return loaded;
  const source =
    typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString();
  return { ...loaded, source: mutate(mutant, url, source) };
};
