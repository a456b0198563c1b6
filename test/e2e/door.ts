/** Shut until somebody opens it: for handlers that must still be running while a test does something else. */
export class Door {
  #open: () => void = () => {};
  readonly opened = new Promise<void>((resolve) => {
    this.#open = resolve;
  });

  open(): void {
    this.#open();
  }
}
