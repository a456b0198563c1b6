/** How time passes in an arena. */
export interface ArenaTime extends Disposable {
  readonly kind: 'virtual' | 'real';
  /** Lets time go on until a promise is settled, and gives what it came to. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Lets this many milliseconds pass. */
  pass(duration: number): Promise<void>;
}

/** Time as it is: it passes by itself. */
export const realTime: ArenaTime = Object.freeze({
  kind: 'real',
  during: <T>(work: Promise<T>): Promise<T> => work,
  pass: (duration: number) => new Promise<void>((resolve) => setTimeout(resolve, duration)),
  [Symbol.dispose]: () => {},
});
