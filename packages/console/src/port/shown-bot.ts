import type { Bot } from '@holdfast/core';

/** What a session port needs of a bot: it looks, and touches nothing. */
export type ShownBot = Pick<Bot, 'health' | 'events$' | 'state$'>;
