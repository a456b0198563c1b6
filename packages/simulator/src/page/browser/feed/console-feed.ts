import type { Bots } from '../bots/bots.js';
import type { FaultBoard } from '../faults/fault-board.js';

const AGAIN = 2_000;

/** Follows what the local LivePerson tells its page, for as long as the page lives. */
export class ConsoleFeed {
  constructor(
    private readonly board: FaultBoard,
    private readonly bots: Bots,
  ) {}

  open(): void {
    const source = new EventSource('/console/events');
    const on = (name: string, take: (data: unknown) => void) =>
      source.addEventListener(name, ({ data }: MessageEvent<string>) => take(parsed(data)));
    on('switches', (data) => this.board.know(data));
    on('fault', (data) => this.board.hear(data));
    on('sessions', (data) => this.bots.know(data));
    source.addEventListener('error', () => {
      source.close();
      window.setTimeout(() => this.open(), AGAIN);
    });
  }
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
