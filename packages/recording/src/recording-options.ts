import { ConfigurationError } from '@holdfast/core/internal';

export interface RecordingOptions {
  /** Where to write. A file that is there already is kept as `<file>.1`, the one before as `<file>.2`, and so on. */
  readonly file: string;
  /**
   * `keep`: what people wrote is in the file. `mask`: letters become x, digits 9, so that the file tells when somebody said
   * how much, and no more. A pattern that looks for a word does not find it in a masked text, unless `words` names it.
   *
   * @default 'keep'
   */
  readonly text?: 'keep' | 'mask';
  /** Words that a masked text keeps, because the bot's patterns look for them. @default [] */
  readonly words?: readonly string[];
  /** Bytes after which the recording ends; the bot goes on. @default 67_108_864 */
  readonly maxBytes?: number;
  /** Bytes that may wait for the disk. If more have to, the recording ends; the bot goes on. @default 8_388_608 */
  readonly maxWaiting?: number;
  /** How many older files are kept, a count. @default 5 */
  readonly keep?: number;
}

export type ResolvedRecordingOptions = Required<RecordingOptions>;

const defaults = Object.freeze({
  text: 'keep' as const,
  words: Object.freeze([]),
  maxBytes: 67_108_864,
  maxWaiting: 8_388_608,
  keep: 5,
});

/** @throws ConfigurationError naming the option. */
export function recordingOptions(given: RecordingOptions): ResolvedRecordingOptions {
  const unknown = Object.keys(given).find((name) => name !== 'file' && !Object.hasOwn(defaults, name));
  if (unknown !== undefined) throw wrong(unknown, `is not known. There are file, ${Object.keys(defaults).join(', ')}`);
  const options = { ...defaults, ...given };
  const { file, text, words, maxBytes, maxWaiting, keep } = options;
  if (typeof file !== 'string' || file === '') throw wrong('file', "is not a path. Give one such as 'night.jsonl'");
  if (text !== 'keep' && text !== 'mask') throw wrong('text', "is neither 'keep' nor 'mask'");
  if (!Array.isArray(words) || !words.every((word) => typeof word === 'string')) {
    throw wrong('words', "is not a list of words. Write it like ['human', 'agent']");
  }
  mustCount('maxBytes', maxBytes, 1);
  mustCount('maxWaiting', maxWaiting, 1);
  mustCount('keep', keep, 0);
  return options;
}

function mustCount(option: string, value: unknown, least: number): void {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return;
  throw wrong(option, `is not a whole number of ${least} or more`);
}

const wrong = (option: string, fault: string): ConfigurationError =>
  new ConfigurationError(`record.${option}`, `recording(): the option ${option} ${fault}.`);
