import type { Expected, HeardMessage, ScriptedConsumer } from '@holdfast/simulator';
import { listLines } from './report/list-lines.js';
import type { ChronicleLine } from './report/chronicle.js';
import type { Scene } from './scene.js';
import { TestOf } from './test-of.js';
import { type Duration, inWords, milliseconds } from './time/duration.js';

/** How long to wait before a consumer whose socket was cut connects again. */
const REDIAL = 1_000;

/** A consumer in an arena: a person who writes to the bot and reads what it answers. One conversation at a time. */
export class ArenaConsumer {
  /** The consumer underneath, for what this one does not do. In virtual time its promises need `arena.during()`. */
  readonly scripted: ScriptedConsumer;
  readonly #scene: Scene;
  readonly #name: string;
  readonly #since = Date.now();
  /** How much of what was heard lies before the last `hears`. */
  #passed = 0;

  constructor(scripted: ScriptedConsumer, { scene, name }: { readonly scene: Scene; readonly name: string }) {
    this.scripted = scripted;
    this.#scene = scene;
    this.#name = name;
  }

  /** What was said by all sides, as this consumer saw it. */
  get transcript(): readonly ChronicleLine[] {
    return this.scripted.transcript;
  }

  /** Says a text; starts a conversation first if none is open. */
  async says(text: string): Promise<void> {
    await this.#scene.time.during(this.scripted.says(text));
  }

  /** Taps the quick reply or the button of this title. */
  async taps(title: string): Promise<void> {
    await this.#scene.time.during(this.scripted.taps(title));
  }

  /**
   * Waits for something said by the brand's side, after what the last `hears` gave: a text that it must contain, a
   * pattern, or a test of the message. It waits through outages, its own among them.
   *
   * Rejects with `ExpectationError` that tells what was heard instead.
   *
   * @param within how long at most. @default the `patience` of the arena
   */
  async hears(expected: Expected, { within }: { readonly within?: Duration } = {}): Promise<HeardMessage> {
    const patience = within === undefined ? this.#scene.patience : milliseconds(within);
    const message = await this.#scene.time.during(this.#hearing(expected, Date.now() + patience));
    if (message === undefined) {
      throw this.#scene.unmet({
        fact: `The ${this.#name} did not hear ${described(expected)} within ${inWords(patience)}.`,
        details: [`Heard instead: ${quotedTexts(this.#heard().slice(this.#passed))}.`, this.#story()],
      });
    }
    this.#passed = this.#heard().length;
    return message;
  }

  /**
   * Lets time pass in which the brand's side must say nothing more than what `hears` has given already.
   *
   * Rejects with `ExpectationError` that tells what was said.
   */
  async hearsNothing({ within: duration = '10 s' }: { readonly within?: Duration } = {}): Promise<void> {
    const wait = milliseconds(duration);
    const message = await this.#scene.time.during(this.#hearing(() => true, Date.now() + wait));
    if (message === undefined) return;
    throw this.#scene.unmet({
      fact: `The ${this.#name} heard ${JSON.stringify(message.text)} where nothing more was to be said.`,
      details: [this.#story()],
    });
  }

  /** Closes the conversation; no survey follows. */
  async close(): Promise<void> {
    await this.#scene.time.during(this.scripted.close({ survey: false }));
  }

  /** Goes away; the conversation stays. Whatever comes next connects again. */
  async leave(): Promise<void> {
    await this.#scene.time.during(this.scripted.leave());
  }

  /** @param deadline epoch milliseconds. */
  async #hearing(expected: Expected, deadline: number): Promise<HeardMessage | undefined> {
    const left = (): number => Math.max(deadline - Date.now(), 0);
    const test = new TestOf(expected);
    for (;;) {
      try {
        await this.scripted.connect();
        const message = await this.scripted.hears(test.expected, { within: left() });
        test.rethrow();
        return message;
      } catch (error) {
        if (test.failed) throw error;
        if (left() === 0) return undefined;
        await new Promise((resolve) => setTimeout(resolve, Math.min(REDIAL, left())));
      }
    }
  }

  #heard(): readonly string[] {
    return this.transcript.filter(({ who }) => who !== this.#name).map(({ text }) => text);
  }

  #story(): string {
    const { chronicle } = this.#scene;
    return `What happened:\n${listLines(chronicle.since(this.#since, this.transcript), chronicle.beginning)}`;
  }
}

const described = (expected: Expected): string =>
  typeof expected === 'string'
    ? JSON.stringify(expected)
    : typeof expected === 'function'
      ? `a message that meets ${expected.name || 'the condition'}`
      : String(expected);

const quotedTexts = (texts: readonly string[]): string =>
  texts.length === 0 ? 'nothing' : texts.map((text) => JSON.stringify(text)).join(', ');
