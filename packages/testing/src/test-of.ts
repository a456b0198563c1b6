import type { Expected } from '@holdfast/simulator';

/** What is expected, in a form that never throws where it is called: there it would end the process. */
export class TestOf {
  readonly expected: Expected;
  #thrown: { readonly error: unknown } | undefined;

  constructor(given: Expected) {
    this.expected = typeof given === 'function' ? (message) => this.#holding(() => given(message)) : given;
  }

  get failed(): boolean {
    return this.#thrown !== undefined;
  }

  /** Throws what the author's function threw, if it did. */
  rethrow(): void {
    if (this.#thrown !== undefined) throw this.#thrown.error;
  }

  /** An error counts as an end of the waiting. */
  #holding(test: () => boolean): boolean {
    try {
      return test();
    } catch (error) {
      this.#thrown = { error };
      return true;
    }
  }
}
