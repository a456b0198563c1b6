import { type BotOptions, type PartialSessionOptions, silentLogger } from 'holdfast';

/** A session that comes back at once, for tests that would otherwise wait. */
export const briskSession = {
  reconnect: { windows: [[0, 20]] },
  rest: { retryDelays: [] },
  login: { minInterval: 0, refusedWindows: [[0, 20]] },
} satisfies PartialSessionOptions;

/** Options of a bot that waits for nothing but the network, and keeps its records to itself. */
export const brisk = {
  logger: silentLogger,
  session: briskSession,
  retryDelays: [10, 10],
  receiptDelay: 10,
} satisfies BotOptions;
