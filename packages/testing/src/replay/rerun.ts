import { type Entry, type Recording } from '@holdfast/recording';
import { type Disk, RecordingReader, recordingOn, Scrubber } from '@holdfast/recording/internal';
import { type Bot, type BotOptions, ConfigurationError, type Platform, silentLogger } from 'holdfast';
import { type BotMaker, made } from '../bot-maker.js';
import { seeded } from '../seeded.js';
import { VirtualTime } from '../time/virtual-time.js';
import { PlayHead } from './stage/play-head.js';
import { ReplayedAuthenticator } from './stage/replayed-authenticator.js';
import { ReplayedCalls } from './stage/replayed-calls.js';
import { replayedFiles, replayedServices } from './stage/replayed-services.js';
import { ReplayedTransport } from './stage/replayed-transport.js';
import { type Script, scriptOf } from './stage/script.js';

export interface RerunTerms {
  /** Options of today's bot, which come before those of that night. */
  readonly bot: BotOptions;
  /** Milliseconds of time after the end of a recording that has no end of its own. */
  readonly grace: number;
}

export interface Rerun {
  /** What today's bot did, noted as that night was. */
  readonly entries: readonly Entry[];
  readonly bot: string;
}

/** Lets today's bot live through a recording, in virtual time. */
export async function rerun<B extends Bot>(recording: Recording, make: BotMaker<B>, terms: RerunTerms): Promise<Rerun> {
  const { header, entries } = recording;
  const script = scriptOf(recording);
  const lines: string[] = [];
  const time = new VirtualTime(() => 0, header.at);
  try {
    const head = new PlayHead(entries);
    const transport = new ReplayedTransport({ script, head, scrubber: new Scrubber(header) }, entries);
    const calls = new ReplayedCalls(script, head);
    const platform: Platform = {
      accountId: header.accountId,
      appId: header.appId,
      authenticator: new ReplayedAuthenticator(calls, header.accountId),
      transport,
      files: replayedFiles(calls),
      services: () => replayedServices(calls),
      secrets: [],
      logger: silentLogger,
    };
    const { text, words } = header;
    const noted = recordingOn(inMemory(lines), platform, { file: 'today', text, words, ...UNBOUNDED });
    const bot = made(make, { platform: noted, options: optionsOf(recording, script, terms) });
    await time.during(live(bot, { head, script, transport, grace: terms.grace }));
    return { entries: entriesOf(lines), bot: bot.constructor.name };
  } finally {
    time[Symbol.dispose]();
  }
}

const UNBOUNDED = { maxBytes: Number.MAX_SAFE_INTEGER, maxWaiting: Number.MAX_SAFE_INTEGER };

interface Stage {
  readonly head: PlayHead;
  readonly script: Script;
  readonly transport: ReplayedTransport;
  readonly grace: number;
}

/** Rejects for a bot that cannot even begin; whatever else becomes of it is for the comparison to tell. */
async function live(bot: Bot, { head, script, transport, grace }: Stage): Promise<void> {
  let stopped: Promise<void> | undefined;
  const started = bot.start().then(
    () => undefined,
    (error: unknown) => (error instanceof ConfigurationError ? error : undefined),
  );
  await head.play((entry, index) => {
    transport.happens(entry);
    if (index === script.stopIndex) stopped = bot.stop();
  });
  if (stopped === undefined) await new Promise((resolve) => setTimeout(resolve, grace));
  await (stopped ?? bot.stop());
  const mistake = await started;
  if (mistake !== undefined) throw mistake;
}

function optionsOf({ header }: Recording, { draws }: Script, { bot }: RerunTerms): BotOptions {
  const left = draws.values();
  const further = seeded(FURTHER_DRAWS);
  const random = (): number => left.next().value ?? further();
  return { ...header.options, logger: silentLogger, random, ...bot };
}

/** Seed of what that night has not drawn. */
const FURTHER_DRAWS = 1;

const inMemory = (lines: string[]): Disk => ({
  create: () =>
    Promise.resolve({
      append: (text) => {
        lines.push(...text.split('\n'));
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    }),
});

function entriesOf(lines: readonly string[]): readonly Entry[] {
  const reader = new RecordingReader('today');
  for (const line of lines) reader.take(line);
  return reader.finish().entries;
}
