import type { Case } from '../run/case.js';
import { always401 } from './always-401.js';
import { cleanClose } from './clean-close.js';
import { crowd } from './crowd.js';
import { halfOpen } from './half-open.js';
import { hungUpgrades } from './hung-upgrades.js';
import { inFlight } from './in-flight.js';
import { outage } from './outage.js';
import { reconnects } from './reconnects.js';
import { tenHours } from './ten-hours.js';

/** The rows of the table, in its order. */
export const cases: readonly Case[] = [
  halfOpen,
  outage,
  hungUpgrades,
  cleanClose,
  crowd,
  inFlight,
  always401,
  reconnects,
  tenHours,
];
