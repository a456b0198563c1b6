import { readRecording, type Recording } from '@holdfast/recording';
import type { Bot, BotOptions } from 'holdfast';
import type { BotMaker } from '../bot-maker.js';
import { type Duration, milliseconds } from '../time/duration.js';
import { deedsOf } from './compare/deeds.js';
import { differences, type Finding } from './compare/differences.js';
import { HeardLines } from './compare/heard.js';
import type { Difference, ReplayReport } from './compare/replay-report.js';
import { rerun } from './rerun.js';

export interface ReplayOptions {
  /** Options of the bot, which come before those it had that night. What was a function then must be given again. */
  readonly bot?: BotOptions;
  /** How much earlier or later a reply may come. `Infinity` leaves time alone. @default '5 s' */
  readonly tolerance?: Duration;
  /** Bytes of the largest recording that is read. @default 268_435_456 */
  readonly maxBytes?: number;
}

/**
 * Lets a bot live through a recording, in virtual time, and tells where it behaves differently from the bot of that night.
 * A recording holds the clock of this process while it is replayed, as an arena in virtual time does.
 *
 * Rejects with `RecordingUnreadableError`, `RecordingVersionError`, and with `ConfigurationError` for a bot that cannot begin.
 */
export async function replay<B extends Bot>(
  file: string,
  make: BotMaker<B>,
  options: ReplayOptions = {},
): Promise<ReplayReport> {
  const { bot = {}, tolerance: given = '5 s', maxBytes } = options;
  const tolerance = given === Infinity ? Infinity : milliseconds(given);
  const recording = await readRecording(file, maxBytes === undefined ? {} : { maxBytes });
  const grace = tolerance === Infinity ? GRACE : Math.max(tolerance, GRACE);
  const today = await rerun(recording, make, { bot, grace });
  const { entries, header, complete } = recording;
  const duration = entries.at(-1)?.t ?? 0;
  const until = complete ? Infinity : duration - LAST_WORDS;
  const heard = new HeardLines(entries);
  const found = differences(deedsOf(entries), deedsOf(today.entries), { tolerance, until }).map((finding) =>
    differenceOf(finding, header.at, heard),
  );
  return {
    same: found.length === 0,
    differences: found,
    file,
    bot: today.bot,
    beganAt: new Date(header.at),
    duration,
    conversations: heard.conversations,
    complete,
    notes: notesOf(recording),
  };
}

/** Time for today's bot to finish what the bot of that night had finished when its recording was cut off. */
const GRACE = 5_000;
/** What a killed process did last may not have reached its file. */
const LAST_WORDS = 1_000;

function differenceOf({ t, ...finding }: Finding, beginning: number, heard: HeardLines): Difference {
  const before = heard.before(t, finding.conversationId);
  return { ...finding, at: new Date(beginning + t), offset: t, ...(before === undefined ? {} : { before }) };
}

function notesOf({ header, entries, complete }: Recording): readonly string[] {
  const lost = entries.filter(({ kind }) => kind === 'lost').length;
  const last = entries.at(-1);
  return [
    ...(complete
      ? []
      : [`The recording ends before the bot's life did${last?.kind === 'end' ? ` (${last.why})` : ''}.`]),
    ...(lost > 0 ? [`${lost} entries were too large to be recorded.`] : []),
    ...(header.text === 'mask' ? ['Texts are masked: patterns that look for words do not find them.'] : []),
    ...header.functions.map(
      (name) => `The option ${name} was a function, which a recording cannot hold: give it again.`,
    ),
  ];
}
