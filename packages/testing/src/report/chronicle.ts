import type { FaultRecord, Platform as Simulator } from '@holdfast/simulator';
import type { Bot } from 'holdfast';
import { inWords } from '../time/duration.js';

/** Something that happened in an arena. */
export interface ChronicleLine {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly who: string;
  readonly text: string;
}

/** What became of the bot's session, and what was broken: the other half of a transcript. */
export class Chronicle {
  readonly beginning = Date.now();
  readonly #told: ChronicleLine[] = [];
  readonly #simulator: Simulator;

  constructor(bot: Bot, simulator: Simulator) {
    this.#simulator = simulator;
    bot.on('interrupted', ({ reason, code, retryIn }) => {
      const why = code === undefined ? reason : `${reason} ${code}`;
      this.#tell(`connection lost (${why}), next try in ${inWords(retryIn)}`);
    });
    bot.on('recovered', ({ downtime, missed }) => this.#tell(`back after ${inWords(downtime)}, ${missed} missed`));
    bot.on('failed', ({ error }) => this.#tell(`gave up: ${error.message}`));
  }

  /** What happened since then, in order, together with what these lines tell. */
  since(moment: number, said: readonly ChronicleLine[]): readonly ChronicleLine[] {
    const faults = this.#simulator.faults.log.map(faultLine);
    return [...this.#told, ...faults, ...said].filter(({ at }) => at >= moment).sort((one, other) => one.at - other.at);
  }

  #tell(text: string): void {
    this.#told.push({ at: Date.now(), who: '[bot]', text });
  }
}

const faultLine = (fault: FaultRecord): ChronicleLine => ({
  at: fault.at,
  who: '[fault]',
  text: fault.rule === fault.action ? fault.rule : `${fault.rule}: ${fault.action}`,
});
