import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BotSpec, type BotUser, type Platform, type ScriptedConsumer, startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { until } from '../e2e/until.js';
import { npm } from '../pack/npm.js';
import { repository } from '../repository.js';
import { certifyLocalhost, type LocalCertificate } from './certificate-authority.js';
import { type BotSettings, SdkBot } from './sdk-bot.js';

/** The newest one, and one from before agents could be suggested: it speaks version 2 of the socket. */
const SDKS = { 'node-agent-sdk': '1.2.0', 'node-agent-sdk-1.1': 'npm:node-agent-sdk@1.1.6' };

const BOTS = '300000000';
const HUMAN = '300000001';

describe('A bot on node-agent-sdk', function () {
  this.timeout(180_000);

  let folder = '';
  let certificate: LocalCertificate;
  let platform: Platform;
  let ann: ScriptedConsumer;
  const bots: SdkBot[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-compat-'));
    certificate = certifyLocalhost(folder);
    cpSync(join(repository, 'test/compat/fixtures'), folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: SDKS }));
    const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
    await npm(['install', '--ignore-scripts', ...quiet], folder);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  beforeEach(async () => {
    const { key, cert } = certificate;
    platform = await startSimulator({ host: 'localhost', tls: { key, cert }, surveyBot: 'surveyor' });
    ann = platform.consumer({
      name: 'Ann',
      skillId: BOTS,
      profile: { firstName: 'Ann', lastName: 'Lee', privateData: { mail: 'ann@example.org' } },
    });
  });

  afterEach(async () => {
    for (const bot of bots.splice(0)) await bot[Symbol.asyncDispose]();
    await platform.stop();
  });

  const configurationFor = (credentials: object) => ({
    accountId: platform.accountId,
    csdsDomain: new URL(platform.url).host,
    ...credentials,
  });

  const start = (settings: Partial<BotSettings> = {}): SdkBot => {
    const agent = configurationFor(platform.bots[0].credentials);
    const bot = new SdkBot(folder, certificate.authorityFile, {
      sdk: 'node-agent-sdk',
      greeting: 'Hello!',
      agent,
      ...settings,
    });
    bots.push(bot);
    return bot;
  };

  /** Another user of the account, and a bot that is logged in as him. */
  const colleague = async (spec: BotSpec, settings: Partial<BotSettings> = {}): Promise<BotUser> => {
    const user = platform.addBot(spec);
    const bot = start({ agent: configurationFor(user.credentials), greeting: `I am ${user.username}.`, ...settings });
    await bot.reported('clock');
    return user;
  };

  const bySide = (side: string) =>
    platform.conversations[0]?.dialogs[0]?.events.filter(({ role }) => role === side).map(({ event }) => event) ?? [];

  const logins = () => platform.log.filter(({ kind }) => kind === 'login').length;

  const expectNoRefusals = () => {
    const refused = platform.log.filter(({ kind }) => kind === 'refused' || kind === 'malformed');
    const told = bots.flatMap(({ reports }) => reports.filter(({ what, refused: why }) => what === 'error' || why));
    expect([...refused, ...told]).to.deep.equal([]);
  };

  const forms: readonly [string, string, (bot: BotUser) => object][] = [
    ['with application keys', 'node-agent-sdk', ({ credentials }) => credentials],
    ['with a password', 'node-agent-sdk', ({ userCredentials }) => userCredentials],
    ['of version 1.1, with application keys', 'node-agent-sdk-1.1', ({ credentials }) => credentials],
  ];
  for (const [name, sdk, credentialsOf] of forms) {
    it(`greets, reads, types and echoes: ${name}`, async () => {
      const bot = start({ sdk, agent: configurationFor(credentialsOf(platform.bots[0])) });
      await ann.startConversation();
      await ann.hears('Hello!');
      const sequence = await ann.says('good morning');
      await ann.hears('You said: good morning');
      expect(bySide('ASSIGNED_AGENT')).to.deep.equal([
        { type: 'ContentEvent', contentType: 'text/plain', message: 'Hello!' },
        { type: 'AcceptStatusEvent', status: 'READ', sequenceList: [sequence] },
        { type: 'ContentEvent', contentType: 'text/plain', message: 'You said: good morning' },
      ]);
      const typing = ann.events.flatMap(({ event }) =>
        event['type'] === 'ChatStateEvent' ? [event['chatState']] : [],
      );
      expect(typing[0]).to.equal('COMPOSING');
      expect(await bot.reported('met')).to.include({ role: 'ASSIGNED_AGENT', deprecatedRole: 'ASSIGNED_AGENT' });
      expect(await bot.reported('heard')).to.include({ originatorId: ann.id, mine: false });
      expect(await bot.reported('connected')).to.include({ agentId: platform.bots[0].pid });
      expect(platform.agents[0]).to.include({ availability: 'ONLINE', assigned: 1 });
      expectNoRefusals();
    });
  }

  it('learns its state, the time and who the consumer is', async () => {
    const bot = start();
    await ann.startConversation();
    expect(await bot.reported('availability')).to.include({ availability: 'ONLINE' });
    expect((await bot.reported('clock'))['body']).to.have.all.keys('currentTime');
    expect((await bot.reported('profile'))['body']).to.deep.equal([
      {
        type: 'personal',
        personal: { firstname: 'Ann', lastname: 'Lee', contacts: [{ email: 'ann@example.org' }] },
      },
    ]);
    expectNoRefusals();
  });

  it('sees the consumer leave', async () => {
    const bot = start();
    await ann.says('hi');
    await ann.hears('You said: hi');
    await ann.leave();
    expect(await bot.reported('typing')).to.include({ chatState: 'BACKGROUND' });
  });

  it('answers what was asked before it took the conversation', async () => {
    await ann.says('anybody there?');
    start();
    await ann.hears('You said: anybody there?');
    expectNoRefusals();
  });

  it('sends a file', async () => {
    const bot = start();
    await ann.says('file');
    await bot.reported('upload');
    await ann.hears('a picture');
    expectNoRefusals();
  });

  it('hands over to a skill', async () => {
    start();
    const person = await colleague({ username: 'person', skills: [HUMAN] });
    await ann.says(`skill ${HUMAN}`);
    await ann.hears('I am person.');
    const held = { id: person.oldId, pid: person.pid, role: 'ASSIGNED_AGENT', state: 'ACTIVE' };
    await until('the person holds the conversation', () =>
      (platform.conversations[0]?.participants ?? []).some((one) => JSON.stringify(one) === JSON.stringify(held)),
    );
    expect(platform.conversations[0]).to.include({ skillId: HUMAN });
    expectNoRefusals();
  });

  it('hands over to a person, who hands back', async () => {
    start();
    const eve = platform.agent({ username: 'eve' });
    await eve.connect();
    await ann.says(`skill ${HUMAN}`);
    await eve.accepts();
    await eve.says('I am Eve.');
    await ann.hears('I am Eve.');
    await eve.transfers({ skill: BOTS });
    await ann.says('and you?');
    await ann.hears('You said: and you?');
    expectNoRefusals();
  });

  it('hands over to a colleague of its choice', async () => {
    start({ skill: HUMAN });
    await colleague({ username: 'another', skills: [HUMAN] });
    const chosen = await colleague({ username: 'chosen', skills: [HUMAN] });
    await ann.says(`colleague ${chosen.oldId}`);
    await ann.hears('I am chosen.');
    expectNoRefusals();
  });

  it('closes the conversation and hears that it is gone', async () => {
    const bot = start();
    await ann.says('bye');
    expect(await bot.reported('left')).to.include({ closeReason: 'AGENT' });
    expect(platform.conversations[0]).to.include({ state: 'CLOSE', stage: 'CLOSE', closeReason: 'AGENT' });
    expectNoRefusals();
  });

  it('hears that the consumer closed the conversation', async () => {
    const bot = start();
    await ann.startConversation();
    await ann.hears('Hello!');
    await ann.close();
    expect(await bot.reported('left')).to.include({ closeReason: 'CONSUMER' });
  });

  it('asks its question in the survey that follows', async () => {
    start();
    await colleague({ username: 'surveyor', skills: [] }, { program: 'survey-bot.cjs', greeting: 'How did we do?' });
    await ann.startConversation();
    await ann.hears('Hello!');
    await ann.close();
    await ann.hears('How did we do?');
    await ann.says('well');
    await ann.hears('Thank you.');
    const surveyor = bots.at(-1);
    expect(await surveyor?.reported('met')).to.include({ role: 'AGENT', forMe: true });
    await surveyor?.reported('left');
    // What the greeter still says while the consumer closes may be refused, so the record speaks here and not the log.
    expect(platform.conversations[0]).to.include({ state: 'CLOSE', stage: 'CLOSE', closeReason: 'CONSUMER' });
  });

  it('joins by itself as an agent manager', async () => {
    await colleague({ username: 'manager', profile: 'agentManager', skills: [] }, { joins: true });
    await ann.startConversation();
    await ann.hears('I am manager.');
    expect(bySide('MANAGER')).to.have.lengthOf(1);
    expectNoRefusals();
  });

  it('refreshes its session', async () => {
    const bot = start({ agent: { ...configurationFor(platform.bots[0].credentials), refreshSessionInterval: 50 } });
    await bot.reported('clock');
    const refreshed = () =>
      platform.log.some(
        (entry) => entry.kind === 'request' && entry.route.endsWith('/refresh') && entry.status === 200,
      );
    await until('the session is refreshed', refreshed);
    expect(logins()).to.equal(1);
    expectNoRefusals();
  });

  it('comes back after its socket was cut, and answers what was said meanwhile', async () => {
    const bot = start();
    await ann.says('one');
    await ann.hears('You said: one');
    platform.cutSockets();
    await bot.reported('closed');
    await ann.says('two');
    await ann.hears('You said: two');
    const texts = bySide('ASSIGNED_AGENT').flatMap(({ message }) => message ?? []);
    expect(texts).to.deep.equal(['Hello!', 'You said: one', 'You said: two']);
    expect(logins()).to.equal(1);
    expect(bot.reports).to.deep.include({ what: 'closed', code: 1006 });
  });

  it('logs in anew after its session was revoked', async () => {
    const bot = start();
    await ann.says('one');
    await ann.hears('You said: one');
    platform.kick(platform.bots[0]);
    await ann.says('two');
    await ann.hears('You said: two');
    expect(logins()).to.equal(2);
    expect(bot.reports).to.deep.include({ what: 'closed', code: 4401 });
  });

  it('is told that its password is wrong', async () => {
    const bot = start({ agent: configurationFor({ ...platform.bots[0].userCredentials, password: 'wrong' }) });
    await bot.reported('error');
    expect(platform.log.filter(({ kind }) => kind === 'upgrade')).to.deep.equal([]);
  });
});
