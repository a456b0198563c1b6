import type { BotOptions } from 'holdfast';

/** A bot that waits for little, so that a run sees many recoveries. All of it can be written as JSON. */
export const briskOptions: BotOptions = {
  retryDelays: [20, 50],
  receiptDelay: 50,
  loop: { replies: 1_000_000, within: 1 },
  session: {
    timeouts: { stage: 2_000, response: 1_000, close: 200 },
    liveness: { idle: 400, pong: 300, probe: 300 },
    keepAlive: { every: 1_000 },
    refresh: { every: 500 },
    reconcile: { every: 2_000 },
    reconnect: { windows: [[0, 100]], settle: 1_000 },
    rest: { retryDelays: [20, 50] },
    login: { minInterval: 0, refusedWindows: [[20, 50]] },
  },
};
