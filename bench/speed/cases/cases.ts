import type { Scenario } from '../run/scenario.js';
import { install } from './install.js';
import { manyBots } from './many-bots.js';
import { oneBot } from './one-bot.js';
import { size } from './size.js';
import { stall } from './stall.js';
import { start } from './start.js';
import { twentyBots } from './twenty-bots.js';

/** In the order of the table. */
export const cases: readonly Scenario[] = [oneBot, twentyBots, stall, start, manyBots, size, install];
