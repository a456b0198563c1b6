import { type Context, createContext, Script } from 'node:vm';
import { matchCost } from './match-cost.js';

/** Searches a text from its start, whatever was searched before. */
export type Pattern = (text: string) => RegExpMatchArray | null;

/** How long a pattern may take for one message, in milliseconds: the whole process waits for it. */
const TIME_LIMIT = 50;

/** Up to about so many steps a search ends in a few milliseconds, and needs no watching. */
const STEPS_UNWATCHED = 1_000_000;

/**
 * Runs the author's regular expressions on what consumers write. A pattern such as `/(a+)+$/` can take years for fifty
 * well-chosen letters. Shortening the text would not help, and would let `$` match where the text does not end; so a
 * search that might be long runs under a time limit. That costs a thread, about 0.1 ms, and is kept for those.
 */
export class PatternGuard {
  #room: Room | undefined;

  /** The pattern returned throws an error with code `ERR_SCRIPT_EXECUTION_TIMEOUT` when it takes too long. */
  pattern(written: RegExp): Pattern {
    const own = new RegExp(written.source, written.flags.replace('g', ''));
    const cost = matchCost(own);
    return (text) => {
      own.lastIndex = 0;
      return cost(text.length) <= STEPS_UNWATCHED ? own.exec(text) : this.#watched(own, text);
    };
  }

  #watched(pattern: RegExp, text: string): RegExpMatchArray | null {
    this.#room ??= openRoom();
    return this.#room(() => pattern.exec(text));
  }
}

/** Runs a search under the time limit. */
type Room = <T>(search: () => T) => T;

/** Only what a script of `node:vm` calls can be interrupted; the script itself does nothing else. */
function openRoom(): Room {
  const call = new Script('search()');
  const inside: { search?: () => unknown } = {};
  const room: Context = createContext(inside);
  return <T>(search: () => T): T => {
    let found: { readonly value: T } | undefined;
    inside.search = () => {
      found = { value: search() };
    };
    try {
      call.runInContext(room, { timeout: TIME_LIMIT });
    } finally {
      delete inside.search;
    }
    if (found === undefined) throw new Error('The search was interrupted.');
    return found.value;
  };
}
