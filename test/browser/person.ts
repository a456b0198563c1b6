import type { Locator, Page } from 'playwright-core';

/** One consumer of the console, as a person uses its window. */
export class Person {
  constructor(
    private readonly page: Page,
    readonly name = 'Ann',
  ) {}

  /** The chat window. */
  get window(): Locator {
    return this.page.locator(`#window-${this.name.toLowerCase()}`);
  }

  async says(text: string): Promise<void> {
    await this.window.getByLabel(`Message of ${this.name}`).fill(text);
    await this.window.getByRole('button', { name: 'Send', exact: true }).click();
  }

  async hears(text: string): Promise<void> {
    await this.bubble(text).waitFor();
  }

  async taps(title: string): Promise<void> {
    await this.window.getByRole('button', { name: title, exact: true }).click();
  }

  bubble(text: string): Locator {
    return this.window.locator('.bubble').getByText(text, { exact: true });
  }

  /** Everything said as text, in order. */
  texts(): Promise<readonly string[]> {
    return this.window.locator('.bubble:not(.rich)').allTextContents();
  }

  /** Waits until the platform and the window know each other. */
  async isConnected(): Promise<void> {
    await this.window.getByText('Connected', { exact: true }).waitFor();
  }
}
