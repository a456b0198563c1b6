import type { BotSpec } from '@holdfast/simulator';

/** As many bot users as a fleet is to have bots. */
export const users = (number: number): readonly BotSpec[] =>
  Array.from({ length: number }, (_, index) => ({ username: `bot-${index + 1}` }));
