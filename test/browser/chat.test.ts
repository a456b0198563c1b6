import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Platform, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { liveperson, silentLogger } from 'holdfast';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { CampBot } from './camp-bot.js';
import { launchChromium, type WatchedPage, watchedPage } from './chromium.js';

const WIDE = { width: 1_024, height: 720 };
const PHONE = { width: 360, height: 640 };

const views: readonly BrowserContextOptions[] = [WIDE, PHONE].flatMap((viewport) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme })),
);

describe('The chat page', function () {
  this.timeout(40_000);

  let browser: Browser;
  let platform: Platform;
  let bot: CampBot;
  let watched: WatchedPage;
  /** The last run's pictures, for whoever wants to look at them. */
  const pictures = join(tmpdir(), 'holdfast-page');

  before(async () => {
    browser = await launchChromium();
  });

  after(() => browser.close());

  beforeEach(async () => {
    platform = await startSimulator();
    const { accountId, url, bots } = platform;
    const way = liveperson({ accountId, csds: url, credentials: bots[0].credentials });
    bot = new CampBot(way, { logger: silentLogger });
    bot.pictures = url;
    await bot.start();
  });

  afterEach(async () => {
    await watched.page.context().close();
    await bot.stop();
    await platform.stop();
  });

  const open = async (options: BrowserContextOptions = { viewport: WIDE }): Promise<Page> => {
    watched = await watchedPage(browser, platform.url, options);
    await watched.page.getByText('Connected').waitFor();
    return watched.page;
  };

  for (const view of views) {
    const name = `${view.colorScheme}-${view.viewport?.width}`;

    it(`lets a person talk to the bot and tap a quick reply (${name})`, async () => {
      const page = await open(view);
      const composer = await page.locator('#composer').boundingBox();
      await picture(page, `${name}-1-empty`);
      await say(page, 'Hello, is anybody there?');
      await bubble(page, 'You said: Hello, is anybody there?').waitFor();
      await page.getByText('Talking to bot-1').waitFor();
      await say(page, 'tents');
      await bubble(page, 'For how many people?').waitFor();
      await page.locator('.consumer.read').nth(1).waitFor();
      await picture(page, `${name}-2-question`);
      await page.getByRole('button', { name: 'Four' }).click();
      await bubble(page, 'You said: Four! (tapped Four)').waitFor();
      expect(await page.getByRole('button', { name: 'Four' }).count()).to.equal(0);
      await say(page, 'show');
      await page.getByText('Sleeps two').first().waitFor();
      await picture(page, `${name}-3-carousel`);

      expect(await texts(page)).to.deep.equal([
        'Hello, is anybody there?',
        'You said: Hello, is anybody there?',
        'tents',
        'For how many people?',
        'Four!',
        'You said: Four! (tapped Four)',
        'show',
      ]);
      expect(await page.locator('#composer').boundingBox(), 'the composer has moved').to.deep.equal(composer);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), 'it is too wide').to.equal(
        true,
      );
      expect(watched.complaints).to.deep.equal([]);
      expect([...watched.origins]).to.deep.equal([platform.url]);
    });
  }

  it('sends a tap the way the platform wants it: a receipt and a text, both with the metadata of the button', async () => {
    const page = await open();
    await say(page, 'tents');
    await page.getByRole('button', { name: 'Two' }).press('Enter');
    await bubble(page, 'You said: Two! (tapped Two)').waitFor();
    const sent = platform.conversations[0]?.dialogs[0]?.events.filter(({ role }) => role === 'CONSUMER') ?? [];
    const [question, tap, answer] = sent.slice(-3);
    expect(question?.event['message']).to.equal('tents');
    expect(tap?.event).to.include({ type: 'AcceptStatusEvent', status: 'ACTION' });
    expect(answer?.event['message']).to.equal('Two!');
    const metadata = [{ type: 'ExternalId', id: 'Two' }];
    expect([tap?.metadata, answer?.metadata]).to.deep.equal([metadata, metadata]);
  });

  it('shows markup as text, follows https links only, and sends what a card says', async () => {
    const page = await open();
    await say(page, 'show');
    const first = page.locator('.carousel > .vertical').first();
    await first.getByText('<b>dry</b>').waitFor();
    expect(await first.getByRole('link', { name: 'Read more' }).getAttribute('href')).to.equal(
      'https://example.com/Ridge',
    );
    expect(await first.getByRole('button', { name: 'Trick' }).isDisabled()).to.equal(true);
    await first.getByRole('button', { name: 'Buy' }).click();
    await bubble(page, 'You said: I take the Ridge (tapped Ridge)').waitFor();
    await say(page, '<img src=x onerror=alert(1)>');
    await bubble(page, 'You said: <img src=x onerror=alert(1)>').waitFor();
    expect(watched.complaints).to.deep.equal([]);
  });

  it('shows that the bot is writing', async () => {
    const page = await open();
    let decide = () => {};
    bot.thought = new Promise((resolve) => (decide = resolve));
    await say(page, 'think');
    await page.getByText('bot-1 is typing').waitFor();
    await picture(page, 'typing');
    decide();
    await bubble(page, 'I have thought about it.').waitFor();
    await page.getByText('bot-1 is typing').waitFor({ state: 'detached' });
  });

  it('says where the conversation stands, and begins another when asked', async () => {
    const page = await open();
    const begin = page.getByRole('button', { name: 'New conversation' });
    await page.getByText('Say something to start a conversation').waitFor();
    await say(page, 'hi');
    await page.getByText('Talking to bot-1').waitFor();
    expect(await begin.isDisabled()).to.equal(true);
    await say(page, 'human');
    await page.getByText('Transferred to skill 300000001, waiting').waitFor();
    await page.getByRole('button', { name: 'Close conversation' }).click();
    await page.getByRole('status').getByText('Closed by you').waitFor();
    await picture(page, 'closed');
    await begin.click();
    expect(await texts(page)).to.deep.equal([]);
    await page.keyboard.type('bye');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Closed by the agent').waitFor();
    expect(platform.conversations).to.have.lengthOf(2);
  });

  it('comes back after the connection is cut, misses nothing and shows nothing twice', async () => {
    const page = await open();
    await say(page, 'hi');
    await bubble(page, 'You said: hi').waitFor();
    platform.cutSockets({ of: 'consumers' });
    const [conversation] = bot.conversations.values();
    await conversation?.send('Said while you were away');
    await bubble(page, 'Said while you were away').waitFor();
    await page.getByText('Connected').waitFor();
    expect(await texts(page)).to.deep.equal(['hi', 'You said: hi', 'Said while you were away']);
  });

  it('goes on with the same conversation when the page is loaded again', async () => {
    const page = await open();
    await say(page, 'hi');
    await bubble(page, 'You said: hi').waitFor();
    const before = await texts(page);
    await page.reload();
    await bubble(page, 'You said: hi').waitFor();
    expect(await texts(page)).to.deep.equal(before);
    await say(page, 'still there?');
    await bubble(page, 'You said: still there?').waitFor();
    expect(platform.conversations).to.have.lengthOf(1);
  });

  it('begins as a new consumer when the platform no longer knows the old one', async () => {
    const page = await open();
    await say(page, 'hi');
    await bubble(page, 'You said: hi').waitFor();
    await page.evaluate(`sessionStorage.setItem('holdfast.consumer.${platform.accountId}', 'a.b.c')`);
    platform.cutSockets({ of: 'consumers' });
    await page.getByText('Say something to start a conversation').waitFor();
    await page.getByText('Connected').waitFor();
    await say(page, 'hello again');
    await bubble(page, 'You said: hello again').waitFor();
    expect(platform.conversations).to.have.lengthOf(2);
  });

  it('is used without a mouse', async () => {
    const page = await open();
    await page.keyboard.type('tents');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Four' }).waitFor();
    const reached: string[] = [];
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('Shift+Tab');
      reached.push(String(await page.evaluate('document.activeElement.textContent.trim()')));
    }
    expect(reached).to.include.members(['A whole scout group', 'Four', 'Two', 'Close conversation']);
  });

  const picture = (page: Page, name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });
});

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Message', { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

const bubble = (page: Page, text: string): Locator => page.locator('.bubble').getByText(text, { exact: true });

const texts = (page: Page): Promise<readonly string[]> => page.locator('.bubble:not(.rich)').allTextContents();
