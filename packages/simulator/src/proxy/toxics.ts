import { ToxicError } from './toxic-error.js';

/** What is wrong with one direction of a proxy. Nothing is wrong with what is left out. Durations in ms of real time. */
export interface Toxics {
  /** Each byte arrives this much later. @default 0 */
  readonly latency?: number;
  /** The latency varies by up to this, either way; the order of the bytes does not. @default 0 */
  readonly jitter?: number;
  /** Bytes per second. @default Infinity */
  readonly bandwidth?: number;
  /** Writes of at most `size` bytes, `delay` ms apart. Without a delay the far side may read several at once. */
  readonly slicer?: { readonly size: number; readonly delay?: number };
  /**
   * Nothing passes, not even an end: half-open. What was sent waits, as it does in a cut cable, and passes once this is
   * taken away. Above 0, both sides are closed after that time.
   */
  readonly timeout?: number;
  /** Each connection ends after so many bytes: with a FIN, or with an RST. */
  readonly limitData?: number | { readonly bytes: number; readonly end: 'fin' | 'reset' };
  /** The end of a connection arrives this much later. @default 0 */
  readonly slowClose?: number;
  /** Both sides get an RST after this. */
  readonly reset?: number;
  /** Probability that one byte of a write is changed. @default 0 */
  readonly corrupt?: number;
}

type Check = (value: unknown) => string | undefined;

const isNumber = (value: unknown, least: number): value is number => typeof value === 'number' && value >= least;
const duration: Check = (value) => (isNumber(value, 0) && value < 2 ** 31 ? undefined : 'ms from 0 to 2,147,483,647');
const isCount = (value: unknown, least: number): boolean => isNumber(value, least) && Number.isInteger(value);
const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined;

const checks: Readonly<Record<keyof Toxics, Check>> = {
  latency: duration,
  jitter: duration,
  bandwidth: (value) => (isNumber(value, 1) ? undefined : 'bytes per second from 1'),
  slicer: (value) =>
    isCount(field(value, 'size'), 1) && duration(field(value, 'delay') ?? 0) === undefined
      ? undefined
      : '{ size, delay } with bytes from 1 and ms from 0',
  timeout: duration,
  limitData: (value) =>
    isCount(value, 0) ||
    (isCount(field(value, 'bytes'), 0) && ['fin', 'reset'].some((end) => end === field(value, 'end')))
      ? undefined
      : 'bytes from 0, or { bytes, end } with the end fin or reset',
  slowClose: duration,
  reset: duration,
  corrupt: (value) => (isNumber(value, 0) && value <= 1 ? undefined : 'a probability from 0 to 1'),
};

const isToxic = (name: string): name is keyof Toxics => Object.hasOwn(checks, name);

/** @throws ToxicError naming the toxic. */
export function checkToxics(toxics: Toxics): Toxics {
  for (const [name, value] of Object.entries(toxics)) {
    if (!isToxic(name)) throw new ToxicError(name, `does not exist. There are ${Object.keys(checks).join(', ')}.`);
    const expected = value === undefined ? undefined : checks[name](value);
    if (expected !== undefined) throw new ToxicError(name, `must be ${expected}.`);
  }
  return Object.freeze({ ...toxics });
}
