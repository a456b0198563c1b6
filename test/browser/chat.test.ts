import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.js';
import { Person } from './person.js';
import { Stage } from './stage.js';

describe('The chat of the console', function () {
  this.timeout(60_000);

  let browser: Browser;
  let stage: Stage;
  let page: Page;
  let ann: Person;

  before(async () => {
    browser = await launchChromium();
  });

  after(() => browser.close());

  beforeEach(async () => {
    stage = await Stage.set();
    await stage.show();
    page = await stage.open(browser);
    ann = new Person(page);
    await ann.isConnected();
  });

  afterEach(async () => {
    const { complaints } = stage;
    await stage[Symbol.asyncDispose]();
    expect(complaints).to.deep.equal([]);
  });

  it('lets a person talk to the bot and tap a quick reply', async () => {
    await ann.says('Hello, is anybody there?');
    await ann.hears('You said: Hello, is anybody there?');
    await page.getByText('Talking to bot-1').waitFor();
    await ann.says('tents');
    await ann.hears('For how many people?');
    await page.locator('.consumer.read').nth(1).waitFor();
    await ann.taps('Four');
    await ann.hears('You said: Four! (tapped Four)');
    expect(await page.getByRole('button', { name: 'Four' }).count()).to.equal(0);
    await ann.says('show');
    await page.getByText('Sleeps two').first().waitFor();
    expect(await ann.texts()).to.deep.equal([
      'Hello, is anybody there?',
      'You said: Hello, is anybody there?',
      'tents',
      'For how many people?',
      'Four!',
      'You said: Four! (tapped Four)',
      'show',
    ]);
  });

  it('sends a tap the way the platform wants it: a receipt and a text, both with the metadata of the button', async () => {
    await ann.says('tents');
    await page.getByRole('button', { name: 'Two' }).press('Enter');
    await ann.hears('You said: Two! (tapped Two)');
    const { platform } = stage;
    const said = platform.conversations[0]?.dialogs[0]?.events.filter(({ role }) => role === 'CONSUMER') ?? [];
    const sent = said.filter(({ event }) => event['status'] !== 'READ');
    const [question, tap, answer] = sent.slice(-3);
    expect(question?.event['message']).to.equal('tents');
    expect(tap?.event).to.include({ type: 'AcceptStatusEvent', status: 'ACTION' });
    expect(answer?.event['message']).to.equal('Two!');
    const metadata = [{ type: 'ExternalId', id: 'Two' }];
    expect([tap?.metadata, answer?.metadata]).to.deep.equal([metadata, metadata]);
  });

  it('shows markup as text, follows https links only, and sends what a card says', async () => {
    await ann.says('show');
    const first = page.locator('.carousel > .vertical').first();
    await first.getByText('<b>dry</b>').waitFor();
    const link = first.getByRole('link', { name: 'Read more' });
    expect(await link.getAttribute('href')).to.equal('https://example.com/Ridge');
    expect(await first.getByRole('button', { name: 'Trick' }).isDisabled()).to.equal(true);
    await first.getByRole('button', { name: 'Buy' }).click();
    await ann.hears('You said: I take the Ridge (tapped Ridge)');
    await ann.says('<img src=x onerror=alert(1)>');
    await ann.hears('You said: <img src=x onerror=alert(1)>');
  });

  it('shares a picture, which both sides can see', async () => {
    await page.getByLabel('Picture of Ann').setInputFiles({ name: 'tent.png', mimeType: 'image/png', buffer: PIXEL });
    const picture = page.getByRole('img', { name: 'tent.png' });
    await picture.waitFor();
    await page.waitForFunction("document.querySelector('.shared img').naturalWidth === 1");
    const said = stage.platform.conversations[0]?.dialogs[0]?.events[0]?.event;
    expect(said?.['contentType']).to.equal('hosted/file');
  });

  it('tells the bot that somebody is writing, and what has been read', async () => {
    await ann.says('hi');
    await ann.hears('You said: hi');
    await ann.window.getByLabel('Message of Ann').fill('And');
    await ann.says('And now?');
    await ann.hears('You said: And now?');
    const { events = [] } = stage.platform.conversations[0]?.dialogs[0] ?? {};
    const [answer] = events.filter(({ event }) => event['message'] === 'You said: hi');
    const read = events.filter(({ role, event }) => role === 'CONSUMER' && event['status'] === 'READ');
    expect(read.flatMap(({ event }) => event['sequenceList'])).to.include(answer?.sequence);
    expect(stage.bot.consumerStates.slice(0, 2)).to.deep.equal(['COMPOSING', 'ACTIVE']);
  });

  it('shows that the bot is writing', async () => {
    let decide = () => {};
    stage.bot.thought = new Promise((resolve) => (decide = resolve));
    await ann.says('think');
    await page.getByText('bot-1 is typing').waitFor();
    decide();
    await ann.hears('I have thought about it.');
    await page.getByText('bot-1 is typing').waitFor({ state: 'detached' });
  });

  it('says where the conversation stands, and begins another when asked', async () => {
    const begin = page.getByRole('button', { name: 'New conversation of Ann' });
    await page.getByText('No conversation yet').waitFor();
    await ann.says('hi');
    await page.getByText('Talking to bot-1').waitFor();
    expect(await begin.isDisabled()).to.equal(true);
    await ann.says('human');
    await page.getByText('Transferred to skill 300000001, waiting').waitFor();
    await page.locator('.note').getByText('Transferred to skill 300000001').waitFor();
    await page.getByRole('button', { name: 'Close conversation of Ann' }).click();
    await page.getByRole('status').getByText('Closed by you').waitFor();
    await begin.click();
    expect(await ann.texts()).to.deep.equal([]);
    await ann.says('bye');
    await page.getByRole('status').getByText('Closed by the agent').waitFor();
    expect(stage.platform.conversations).to.have.lengthOf(2);
  });

  it('comes back after its own connection is cut, misses nothing and shows nothing twice', async () => {
    await ann.says('hi');
    await ann.hears('You said: hi');
    stage.platform.cutSockets({ of: 'consumers' });
    const [conversation] = stage.bot.conversations.values();
    await conversation?.send('Said while you were away');
    await ann.hears('Said while you were away');
    await ann.isConnected();
    expect(await ann.texts()).to.deep.equal(['hi', 'You said: hi', 'Said while you were away']);
  });

  it('goes on with the same conversations when the page is loaded again', async () => {
    await ann.says('hi');
    await ann.hears('You said: hi');
    const before = await ann.texts();
    await page.reload();
    await ann.hears('You said: hi');
    expect(await ann.texts()).to.deep.equal(before);
    await ann.says('still there?');
    await ann.hears('You said: still there?');
    expect(stage.platform.conversations).to.have.lengthOf(1);
  });

  it('begins as a new consumer when the platform no longer knows the old one', async () => {
    await ann.says('hi');
    await ann.hears('You said: hi');
    await page.evaluate(`sessionStorage.setItem('holdfast.consumer.${stage.platform.accountId}.ann', 'a.b.c')`);
    stage.platform.cutSockets({ of: 'consumers' });
    await page.getByText('No conversation yet').waitFor();
    await ann.isConnected();
    await ann.says('hello again');
    await ann.hears('You said: hello again');
    expect(stage.platform.conversations).to.have.lengthOf(2);
  });

  it('plays several consumers, one behind the other or side by side', async () => {
    await ann.says('I am Ann');
    await ann.hears('You said: I am Ann');
    await page.getByRole('button', { name: 'Another consumer' }).click();
    const ben = new Person(page, 'Ben');
    await ben.isConnected();
    await ben.says('I am Ben');
    await ben.hears('You said: I am Ben');
    expect(await ann.window.isVisible()).to.equal(false);

    for (const conversation of stage.bot.conversations.values()) await conversation.send('News for you');
    await page.getByRole('tab', { name: 'Ann 1 new' }).click();
    await ann.hears('News for you');
    expect(await ben.window.isVisible()).to.equal(false);

    await page.getByRole('button', { name: 'Side by side' }).click();
    expect(await ann.texts()).to.deep.equal(['I am Ann', 'You said: I am Ann', 'News for you']);
    expect(await ben.texts()).to.deep.equal(['I am Ben', 'You said: I am Ben', 'News for you']);
    expect(await Promise.all([ann, ben].map(({ window }) => window.isVisible()))).to.deep.equal([true, true]);
  });
});

/** The smallest PNG there is. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
