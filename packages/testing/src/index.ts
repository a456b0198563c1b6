/**
 * Tests a bot: an arena, its consumers, its outages.
 *
 * @module @holdfast/testing
 */

export { arena } from './open-arena.js';
export { type BotMaker } from './bot-maker.js';
export { type Arena } from './arena.js';
export { type ArenaOptions } from './arena-options.js';
export { type ArenaConsumer } from './arena-consumer.js';
export { type Duration } from './time/duration.js';

// Outages by the thousand.
export { type OutageReport, type OutagesOptions, type Run } from './outages/outages-options.js';
export { type Outage } from './outages/outage.js';
export { outageKinds } from './outages/outage-kinds.js';

// What failures look like.
export { ExpectationError } from './report/expectation-error.js';
export { type ChronicleLine } from './report/chronicle.js';
export { ArenaError } from './arena-error.js';

// Nights that were recorded with `@holdfast/recording`.
export { replay, type ReplayOptions } from './replay/replay.js';
export { assertReplay, ReplayDifferenceError } from './replay/assert-replay.js';
export { formatReport } from './replay/format-report.js';
export { type Difference, type DifferenceKind, type ReplayReport } from './replay/compare/replay-report.js';
