import type { SessionPort } from '@holdfast/console';
import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from './chromium.js';
import { Person } from './person.js';
import { Stage } from './stage.js';

describe('The console', function () {
  this.timeout(60_000);

  let browser: Browser;
  let stage: Stage;
  let page: Page;
  let ann: Person;
  let port: SessionPort;

  before(async () => {
    browser = await launchChromium();
  });

  after(() => browser.close());

  beforeEach(async () => {
    stage = await Stage.set();
    port = await stage.show();
    page = await stage.open(browser);
    ann = new Person(page);
    await ann.isConnected();
  });

  afterEach(async () => {
    const { complaints } = stage;
    await stage[Symbol.asyncDispose]();
    expect(complaints).to.deep.equal([]);
  });

  const phase = (name: string): Promise<void> => page.locator('.phase-name').getByText(name, { exact: true }).waitFor();
  const flip = (name: string): Promise<void> => page.getByRole('button', { name }).click();
  const story = (): Locator => page.locator('.story').first();
  const verdict = (text: string | RegExp): Promise<void> => page.locator('.verdict').first().getByText(text).waitFor();

  it('shows what a cut does: the countdown, the way back, and the answer that was due, once', async () => {
    await ann.says('hi');
    await ann.hears('You said: hi');
    await flip('Cut the socket');
    await phase('waiting');
    await page.locator('.drawing.wide .current').getByText('waiting').waitFor();
    const countdown = page.locator('.countdown strong');
    const first = await countdown.textContent();
    await ann.says('Are you still there?');
    await page.waitForFunction(`document.querySelector('.countdown strong')?.textContent !== '${first}'`);
    await verdict('The bot is away, and on its way back.');

    await ann.hears('You said: Are you still there?');
    await phase('live');
    await verdict(/^Back after .* Nothing was lost, and nothing was said twice\.$/);
    const told = await story().getByRole('listitem').allInnerTexts();
    expect(told.map((step) => step.replaceAll(/\s+/g, ' ').replace(/^\S+ \S+ /, ''))).to.satisfy(
      tells([
        /^Cut the socket: /,
        /^Connection lost \(.*\); next try after 2\.5 s$/,
        /^Ann wrote “Are you still there\?” while the bot was away$/,
        /^Live again after .*; 1 missed message fetched$/,
        /^Ann got the answer to “Are you still there\?”, once$/,
      ]),
      told.join('\n'),
    );
    expect(await ann.texts()).to.deep.equal([
      'hi',
      'You said: hi',
      'Are you still there?',
      'You said: Are you still there?',
    ]);
    await page.getByRole('list', { name: 'Last phases' }).getByText('waiting').waitFor();
    await page.getByRole('list', { name: 'Events, newest first' }).getByText('recovered').waitFor();
  });

  it('shows that a frozen socket is noticed and replaced', async () => {
    await ann.says('hi');
    await ann.hears('You said: hi');
    await flip('Freeze the socket');
    await ann.says('Do you hear me?');
    await ann.hears('You said: Do you hear me?');
    await verdict(/^Back after .* Nothing was lost, and nothing was said twice\.$/);
    expect(await story().innerText()).to.match(/Connection lost \(silent/);
  });

  it('shows that conversations survive a restart of the platform', async () => {
    await ann.says('hi');
    await ann.hears('You said: hi');
    await flip('Restart the platform');
    await phase('waiting');
    await verdict(/^Back after .* Nothing was lost, and nothing was said twice\.$/);
    await ann.isConnected();
    await ann.says('And now?');
    await ann.hears('You said: And now?');
    expect(await ann.texts()).to.deep.equal(['hi', 'You said: hi', 'And now?', 'You said: And now?']);
  });

  it('tells that a message which came twice was answered once', async () => {
    // What opens a conversation may reach the bot by its history, and nothing is told twice there.
    await ann.says('hi');
    await ann.hears('You said: hi');
    await flip('Duplicate the next message');
    await page.locator('#switch-duplicate-next').getByText('armed').waitFor();
    await ann.says('once');
    await ann.hears('You said: once');
    await verdict('The conversation did not notice. Nothing was lost, and nothing was said twice.');
    expect(await story().innerText()).to.contain('Ann got the answer to “once”, once');
  });

  it('keeps a switch on until it is switched off', async () => {
    await flip('Refuse connects');
    const refuse = page.getByRole('button', { name: 'Refuse connects', pressed: true });
    await refuse.waitFor();
    await flip('Cut the socket');
    await page.locator('.story').getByText('The try has failed').first().waitFor();
    await refuse.click();
    await verdict(/^Back after /);
    expect(await page.locator('#switch-refuse-connects').getAttribute('aria-pressed')).to.equal('false');
  });

  it('names the lane of a consumer while the bot thinks', async () => {
    let decide = () => {};
    stage.bot.thought = new Promise((resolve) => (decide = resolve));
    await ann.says('think');
    await page.locator('.lanes').getByText('Ann').waitFor();
    await page.locator('.lanes').getByText('handling 1 of 1').waitFor();
    decide();
    await page.getByText('Every message is handled').waitFor();
  });

  it('tells when the bot is gone, and shows another one', async () => {
    await phase('live');
    await port.close();
    await phase('unreachable');
    await stage.show('Twin');
    await page.getByRole('button', { name: 'Twin' }).click();
    await phase('live');
    await page.getByRole('button', { name: 'CampBot' }).click();
    await phase('unreachable');
  });

  it('shows a session and nothing else on the session port', async () => {
    await ann.says('a secret of Ann');
    await ann.hears('You said: a secret of Ann');
    const alone = await stage.open(browser, { url: port.url });
    await alone.locator('.phase-name').getByText('live', { exact: true }).waitFor();
    await alone.locator('.drawing.wide .current').getByText('live').waitFor();
    await flip('Cut the socket');
    await alone.locator('.phase-name').getByText('waiting', { exact: true }).waitFor();
    await alone.locator('.phase-name').getByText('live', { exact: true }).waitFor();
    await alone.getByText('recovered').waitFor();
    expect(await alone.locator('body').innerText()).not.to.contain('secret of Ann');
    expect(await alone.title()).to.equal('CampBot: live');
  });

  it('is used without a mouse', async () => {
    const reach = async (name: string): Promise<void> => {
      for (let step = 0; step < 60; step += 1) {
        await page.keyboard.press('Tab');
        if (String(await page.evaluate(FOCUSED)).startsWith(name)) return;
      }
      throw new Error(`Sixty steps with the Tab key do not lead to ${name}.`);
    };
    await reach('Another consumer');
    await page.keyboard.press('Enter');
    await new Person(page, 'Ben').isConnected();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate(FOCUSED)).to.match(/^Ann/);
    await reach('Message of Ann');
    await page.keyboard.type('tents');
    await page.keyboard.press('Enter');
    await ann.hears('For how many people?');
    for (let step = 0; step < 2; step += 1) await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate(FOCUSED)).to.equal('Four');
    await page.keyboard.press('Enter');
    await ann.hears('You said: Four! (tapped Four)');
    await reach('Cut the socket');
    await page.keyboard.press('Space');
    await phase('waiting');
    await phase('live');
  });

  it('remembers the theme that was chosen', async () => {
    const shade = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await shade();
    await page.getByRole('button', { name: 'Dark theme' }).click();
    const dark = await shade();
    expect(dark).not.to.equal(light);
    await page.reload();
    await page.getByRole('button', { name: 'Light theme' }).waitFor();
    expect(await shade()).to.equal(dark);
  });
});

/** What the focus is on, by the name that it is read out with. */
const FOCUSED =
  "(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').replace('+', '').trim()";

/** Whether all of it is there, in this order; more may stand between. */
const tells =
  (expected: readonly RegExp[]) =>
  (told: readonly string[]): boolean => {
    let next = 0;
    for (const step of told) if (expected[next]?.test(step) === true) next += 1;
    return next === expected.length;
  };
