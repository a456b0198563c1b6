import { type FaultRule, type Platform as Simulator, type SimulatorOptions, startSimulator } from '@holdfast/simulator';
import type { BotOptions } from 'holdfast';
import { brisk, briskSession } from '../e2e/brisk.js';
import { EchoBot } from '../e2e/echo-bot.js';
import { wayTo } from '../e2e/way-to.js';

/** Live content on its way to the bot. */
export const notice = { frame: 'toClient', type: 'OnlineEventDistribution', of: 'agent' } as const;

/** What the platform answers to a message that the bot has published. */
export const published = { frame: 'toClient', answerTo: 'PublishEvent', of: 'agent' } as const;

export type Frame = Readonly<Record<string, unknown>>;

/** The same frame with something else in its body. */
export const withBody = (frame: Frame, change: Frame): Frame => ({
  ...frame,
  body: { ...(frame['body'] as Frame), ...change },
});

/** Options of a bot that gives up on an answer soon. */
export const impatient: BotOptions = {
  ...brisk,
  session: { ...briskSession, timeouts: { response: 150 } },
};

export interface Stage extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly bot: EchoBot;
}

/** A platform and a live echo bot, with faults that begin once it is live. */
export async function stage(
  { platform = {}, options = brisk }: { readonly platform?: SimulatorOptions; readonly options?: BotOptions },
  ...rules: readonly FaultRule[]
): Promise<Stage> {
  const simulator = await startSimulator(platform);
  const bot = new EchoBot(wayTo(simulator), options);
  const end = async (): Promise<void> => {
    simulator.faults.clear();
    await bot.stop();
    await simulator.stop();
  };
  try {
    await bot.start();
  } catch (error) {
    await end();
    throw error;
  }
  for (const rule of rules) simulator.faults.add(rule);
  return { simulator, bot, [Symbol.asyncDispose]: end };
}
