/** Lets at most `width` in at once; the others wait in the order they came. */
export class Gate {
  #inside = 0;
  /** Made for the first who has to wait. */
  #waiting: (() => void)[] | undefined;

  constructor(private readonly width: number) {}

  get inside(): number {
    return this.#inside;
  }

  async enter(): Promise<void> {
    if (this.#inside < this.width) {
      this.#inside += 1;
      return;
    }
    await new Promise<void>((admit) => (this.#waiting ??= []).push(admit));
  }

  /** The place goes straight to the next who waits. */
  leave(): void {
    const next = this.#waiting?.shift();
    if (next === undefined) this.#inside -= 1;
    else next();
  }
}
