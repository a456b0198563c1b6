import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recording } from '@holdfast/recording';
import { formatReport, replay } from '@holdfast/testing';
import { type Credentials, liveperson, silentLogger } from 'holdfast';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { expectNoSecret } from '../faults/support/canaries.js';
import { HostilePlatform } from '../faults/support/hostile-platform.js';
import { tenth } from '../faults/support/tenth.js';
import { until } from '../faults/support/until.js';
import { EchoBot, Night } from './night.js';

const canary = (name: string): string => `canary+${name}/=%"${randomBytes(12).toString('hex')}`;
const token = (name: string): string => `canary-${name}-${randomBytes(12).toString('hex')}`;

const secrets = {
  password: canary('password'),
  appKey: canary('app-key'),
  secret: canary('secret'),
  accessToken: canary('access-token'),
  accessTokenSecret: canary('access-token-secret'),
  bearer: token('bearer'),
  csrf: token('csrf'),
  cookie: token('cookie'),
};
const { password, appKey, secret, accessToken, accessTokenSecret } = secrets;

describe('A recording', function () {
  this.timeout(25_000);

  const forms: readonly (readonly [string, Credentials])[] = [
    ['keys of an application', { username: 'bot', appKey, secret, accessToken, accessTokenSecret }],
    ['a password', { username: 'bot', password }],
  ];
  for (const [form, credentials] of forms) {
    it(`holds none of eight secrets with ${form}, whatever the platform says back`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'holdfast-secrets-'));
      try {
        await using platform = await HostilePlatform.open(secrets);
        const file = join(folder, 'night.jsonl');
        const way = liveperson({ accountId: '12345678', csds: `http://${platform.authority}`, credentials });
        const bot = new EchoBot(recording(way, { file }), {
          logger: silentLogger,
          session: {
            ...tenth,
            rest: { retryDelays: [20, 20] },
            reconnect: { windows: [[0, 20]], settle: 6_000 },
            login: { minInterval: 0, refusedWindows: [[0, 20]] },
          },
        });
        const started = bot.start().catch((error: unknown) => error);
        await until('the platform has said everything back', () => platform.echoed >= 16, 15_000);
        await bot.stop();
        await started;
        const written = await readFile(file, 'utf8');
        expect(written.split('\n').length).to.be.above(50);
        expect(written).to.include('"kind":"closed"').and.include('"kind":"notified"');
        expectNoSecret(Object.values(secrets), { file: written });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  }

  it('holds no word of anybody if texts are masked, and is still lived through as it was', async () => {
    await using night = await Night.open();
    const says = ['Meine Nummer ist 0170 9876543', 'Übrigens: Zoë wohnt in Köln'] as const;
    await night.pass({ says, recording: { text: 'mask', words: ['fail'] } });
    const written = await readFile(night.file, 'utf8');
    for (const word of [...says.join(' ').split(' '), 'Hello', 'said'].filter((each) => each.length > 3)) {
      expect(written, word).to.not.include(word);
    }
    expect(written).to.include('Xxxxx Xxxxxx xxx 9999 9999999').and.include('"message":"fail"');
    const report = await replay(night.file, EchoBot);
    expect(report.differences).to.deep.equal([]);
    expect(formatReport(report)).to.include('Texts are masked');
  });
});
