import type { ConversationView, EventView, Platform as Simulator, ScriptedConsumer } from '@holdfast/simulator';

interface Client {
  readonly consumer: ScriptedConsumer;
  readonly sayings: number;
}

/** Consumers who come, ask, sometimes ask again, and leave when they were answered. */
export class Clientele {
  readonly #simulator: Simulator;
  readonly #random: () => number;
  #open: Client[] = [];
  #came = 0;

  constructor(simulator: Simulator, random: () => number) {
    this.#simulator = simulator;
    this.#random = random;
  }

  /** One consumer more asks something. */
  async comes(): Promise<void> {
    this.#came += 1;
    const consumer = this.#simulator.consumer();
    await consumer.says(`question ${this.#came}`);
    await consumer.leave();
    this.#open.push({ consumer, sayings: 1 });
  }

  /** Those who were answered either ask once more or close their conversation. */
  async goOn(): Promise<void> {
    const answered = new Set(this.#conversations.filter(isAnswered).map(({ id }) => id));
    const [done, waiting] = split(this.#open, ({ consumer }) => answered.has(consumer.conversationId ?? ''));
    this.#open = [...waiting];
    for (const { consumer, sayings } of done) {
      if (sayings === 1 && this.#random() < 0.5) {
        await consumer.says(`another question of ${consumer.conversationId ?? ''}`);
        this.#open.push({ consumer, sayings: 2 });
      } else await consumer.close({ survey: false });
      await consumer.leave();
    }
  }

  /** What the platform's record says of everybody who ever came. */
  get outcome(): { readonly conversations: number; readonly unanswered: number; readonly answeredTwice: number } {
    const all = this.#conversations;
    return {
      conversations: all.length,
      unanswered: all.filter((one) => !isAnswered(one)).length,
      answeredTwice: all.filter((one) => said(one, 'brand').length > said(one, 'consumer').length).length,
    };
  }

  get #conversations(): readonly ConversationView[] {
    return this.#simulator.conversations;
  }
}

/** Each question has its own answer in the record. */
function isAnswered(conversation: ConversationView): boolean {
  const answers = new Set(said(conversation, 'brand'));
  return said(conversation, 'consumer').every((question) => answers.has(`You said: ${question}`));
}

const said = ({ dialogs }: ConversationView, side: 'brand' | 'consumer'): readonly string[] =>
  dialogs
    .flatMap(({ events }): readonly EventView[] => events)
    .filter(({ role, event }) => event['type'] === 'ContentEvent' && (role === 'CONSUMER') === (side === 'consumer'))
    .map(({ event }) => String(event['message']));

function split<T>(all: readonly T[], holds: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter((one) => holds(one)), all.filter((one) => !holds(one))];
}
