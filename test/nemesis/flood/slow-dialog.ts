import { type Platform as Simulator, type ScriptedConsumer, startSimulator } from '@holdfast/simulator';
import { setTimeout as after } from 'node:timers/promises';
import { Bot, liveperson, type Message, OnMessage, silentLogger } from 'holdfast';

export interface SlowDialogOptions {
  readonly dialogs: number;
  /** Questions in each dialog. */
  readonly questions: number;
  /** How long the one slow handler takes; 0: there is none. */
  readonly slow: number;
}

/** Milliseconds from question to answer that 99 of 100 questions in the other dialogs took at most. */
export async function p99BesideSlowDialog({ dialogs, questions, slow }: SlowDialogOptions): Promise<number> {
  await using simulator = await startSimulator();
  const { accountId, url: csds, bots } = simulator;
  const way = liveperson({ accountId, csds, credentials: bots[0].credentials });
  await using bot = new PatientBot(way, { logger: silentLogger, handlerTimeout: Infinity });
  await bot.start();
  const consumers = await opened(simulator, dialogs);
  const [first, ...others] = consumers;
  if (slow > 0) await first?.says(`slow ${slow}`);
  const times = (await Promise.all(others.map((consumer) => converse(consumer, questions)))).flat();
  times.sort((a, b) => a - b);
  bot.hurry.abort();
  return times[Math.floor(times.length * 0.99)] ?? Infinity;
}

class PatientBot extends Bot {
  readonly hurry = new AbortController();

  @OnMessage(/^slow (\d+)/)
  async dawdle({ match }: Message): Promise<void> {
    await after(Number(match?.[1]), undefined, { signal: this.hurry.signal }).catch(() => undefined);
  }

  @OnMessage()
  async answer(message: Message): Promise<void> {
    await message.reply(`re: ${message.text}`);
  }
}

async function opened(simulator: Simulator, count: number): Promise<readonly ScriptedConsumer[]> {
  const consumers = Array.from({ length: count }, () => simulator.consumer());
  for (const consumer of consumers) {
    await consumer.says('hello');
    await consumer.hears('re: hello');
  }
  return consumers;
}

async function converse(consumer: ScriptedConsumer, questions: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let number = 1; number <= questions; number += 1) {
    const asked = performance.now();
    await consumer.says(`question ${number}`);
    await consumer.hears(`re: question ${number}`);
    times.push(performance.now() - asked);
    await after(PAUSE);
  }
  return times;
}

/** Between two questions, so that the loopback is not what is measured; and the loop guard is not woken. */
const PAUSE = 600;
