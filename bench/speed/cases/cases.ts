import type { Scenario } from '../run/scenario.js';
import { oneBot } from './one-bot.js';

export const cases: readonly Scenario[] = [oneBot];
