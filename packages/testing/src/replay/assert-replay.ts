import type { Bot } from 'holdfast';
import type { BotMaker } from '../bot-maker.js';
import { formatReport } from './format-report.js';
import { replay, type ReplayOptions } from './replay.js';
import type { ReplayReport } from './compare/replay-report.js';

/** A bot behaves differently from its recording. The message is the report. */
export class ReplayDifferenceError extends Error {
  readonly code = 'REPLAY_DIFFERENCE';
  override readonly name = 'ReplayDifferenceError';

  constructor(readonly report: ReplayReport) {
    super(formatReport(report));
  }
}

/** As `replay`, for a test: rejects with `ReplayDifferenceError` unless the bot behaves as it did. */
export async function assertReplay<B extends Bot>(
  file: string,
  make: BotMaker<B>,
  options: ReplayOptions = {},
): Promise<ReplayReport> {
  const report = await replay(file, make, options);
  if (!report.same) throw new ReplayDifferenceError(report);
  return report;
}
