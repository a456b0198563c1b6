import type { Platform as Simulator, ScriptedConsumer } from '@holdfast/simulator';
import type { Pace } from './pace.js';
import type { Random } from './random.js';

export interface CrowdOptions {
  /** Skills of the bots; the consumers are dealt out to them in turn. */
  readonly skills: readonly string[];
  readonly conversations: number;
  /** In total. */
  readonly messages: number;
  readonly pace: Pace;
  readonly random: Random;
}

const LONGEST_BURST = 12;

/** Consumers who say all they have to say, in bursts, as the bots die. Resolves when all is said. */
export async function crowd(simulator: Simulator, options: CrowdOptions): Promise<void> {
  const { skills, conversations, messages, pace, random } = options;
  const consumers = Array.from({ length: conversations }, (_, index) => ({
    consumer: simulator.consumer({ skillId: skills[index % skills.length] ?? '-1' }),
    name: `c${index + 1}`,
    count: Math.floor(messages / conversations) + (index < messages % conversations ? 1 : 0),
    random: random.branch(),
  }));
  await Promise.all(consumers.map((one) => talk({ ...one, pace })));
}

interface Talk {
  readonly consumer: ScriptedConsumer;
  readonly name: string;
  readonly count: number;
  readonly pace: Pace;
  readonly random: Random;
}

async function talk({ consumer, name, count, pace, random }: Talk): Promise<void> {
  let said = 0;
  while (said < count) {
    await pace.reached(said / count);
    for (let burst = random.whole(1, LONGEST_BURST); burst > 0 && said < count; burst -= 1) {
      said += 1;
      await consumer.says(`${name}-${said}`);
    }
  }
}
