import { join } from 'node:path';
import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { repository } from '../repository.js';
import { launchChromium } from './chromium.js';
import { Person } from './person.js';
import { PHONE, Stage, WIDE } from './stage.js';
import { violations } from './violations.js';

/** The last run's pictures, for whoever wants to look at them. */
const pictures = join(repository, 'test/browser/pictures');

const views = [WIDE, PHONE].flatMap((viewport) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme })),
);

describe('The looks of the console', function () {
  this.timeout(120_000);

  let browser: Browser;
  let stage: Stage;

  before(async () => {
    browser = await launchChromium();
  });

  after(() => browser.close());

  beforeEach(async () => {
    stage = await Stage.set();
  });

  afterEach(async () => {
    const { complaints } = stage;
    await stage[Symbol.asyncDispose]();
    expect(complaints).to.deep.equal([]);
  });

  /** Takes a picture and finds nothing that keeps anybody from using the page. */
  const look = async (page: Page, name: string): Promise<void> => {
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
    expect(await violations(page), name).to.deep.equal([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${name}: too wide`).to.equal(
      true,
    );
  };

  for (const view of views) {
    const name = `${view.colorScheme}-${view.viewport.width}`;

    it(`are clear from the first sight to the recovery (${name})`, async () => {
      const page = await stage.open(browser, view);
      const ann = new Person(page);
      await ann.isConnected();
      await page.getByText('No bot shows its session yet').waitFor();
      await look(page, `${name}-1-nobody`);

      await stage.show();
      await page.locator('.phase-name').getByText('live').waitFor();
      await look(page, `${name}-2-empty`);

      await ann.says('hi');
      await ann.hears('You said: hi');
      await page.getByRole('button', { name: /^Cut the socket/ }).click();
      await page.locator('.phase-name').getByText('waiting').waitFor();
      await ann.says('tents');
      await look(page, `${name}-3-away`);

      await ann.hears('For how many people?');
      await page.getByRole('button', { name: 'Four' }).waitFor();
      await page.locator('.verdict').getByText('Back after').waitFor();
      await page.getByRole('button', { name: /^Refuse connects/ }).click();
      await page.getByRole('button', { name: /^Drop the next/ }).click();
      await look(page, `${name}-4-back`);
      await page.getByRole('button', { name: /^Drop the next/ }).click();

      await ann.says('show');
      await page.getByText('Sleeps two').first().waitFor();
      await page.getByRole('button', { name: 'Another consumer' }).click();
      const ben = new Person(page, 'Ben');
      await ben.isConnected();
      await ben.says('human');
      await ben.window.locator('.note').getByText('Transferred').waitFor();
      await look(page, `${name}-5-ben`);
      await page.getByRole('button', { name: 'Side by side' }).click();
      await look(page, `${name}-6-beside`);
    });

    it(`are the same on a session port (${name})`, async () => {
      const { url } = await stage.show();
      const page = await stage.open(browser, { ...view, url });
      await page.locator('.phase-name').getByText('live').waitFor();
      stage.platform.faults.cut();
      await page.locator('.phase-name').getByText('waiting').waitFor();
      await look(page, `${name}-7-session`);
    });
  }
});
