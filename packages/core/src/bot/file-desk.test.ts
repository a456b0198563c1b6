import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { ConfigurationError } from '../errors/configuration.js';
import { StoppedError } from '../errors/connection.js';
import { DestinationRefusedError, UnexpectedAnswerError } from '../errors/platform.js';
import type { Call } from '../ports/call.js';
import { Domains } from '../protocol/domains.js';
import { FileDesk, type FileDeskParts } from './file-desk.js';

const terms = { timeout: 1_000, retryDelays: [5_000] };
const bytes = new Uint8Array(8);

let carried: unknown[];
let calls: Call[];
let life: AbortController;

beforeEach(() => {
  life = new AbortController();
  carried = [];
  calls = [];
});

const domains = (host = 'files.liveperson.net'): Domains =>
  new Domains({
    accountId: '12345678',
    hosts: new Map([['swift', host]]),
    insecure: false,
    trusts: (one) => one.endsWith('.liveperson.net'),
  });

const deskWith = (more: Partial<FileDeskParts> = {}): FileDesk =>
  new FileDesk({
    storage: {
      put: async (url, _, call) => {
        carried.push(url);
        calls.push(call);
      },
      get: async (url, limit, call) => {
        carried.push([url, limit]);
        calls.push(call);
        return bytes;
      },
    },
    domains: domains(),
    ends: life.signal,
    terms,
    ...more,
  });

const refusal = (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => expect.fail('It was expected to reject.'),
    (error: unknown) => error,
  );

describe('FileDesk', () => {
  it('carries files to and from the host that the domain service names, on the terms of the session', async () => {
    const door = deskWith().door();
    await door.put('/v1/x?sig=1', bytes);
    expect(await door.get('/v1/x?sig=2', 100)).to.equal(bytes);
    expect(carried).to.deep.equal([
      'https://files.liveperson.net/v1/x?sig=1',
      ['https://files.liveperson.net/v1/x?sig=2', 100],
    ]);
    expect(calls[0]).to.include(terms);
  });

  it('carries nothing to another host', async () => {
    const door = deskWith().door();
    for (const path of ['//evil.test/x', 'https://evil.test/x', '/\\evil.test/x']) {
      expect(await refusal(door.put(path, bytes))).to.be.instanceOf(UnexpectedAnswerError);
    }
    expect(carried).to.deep.equal([]);
  });

  it('carries nothing to a host that is not trusted', async () => {
    const door = deskWith({ domains: domains('files.evil.test') }).door();
    expect(await refusal(door.put('/v1/x', bytes))).to.be.instanceOf(DestinationRefusedError);
    expect(carried).to.deep.equal([]);
  });

  it('says what is missing: a storage, or a session', async () => {
    expect(await refusal(deskWith({ storage: undefined }).door().put('/x', bytes))).to.be.instanceOf(
      ConfigurationError,
    );
    expect(await refusal(deskWith({ domains: undefined }).door().get('/x', 1))).to.be.instanceOf(StoppedError);
  });

  it('ends what is under way with the bot, and with the handler that it belongs to', async () => {
    const handler = new AbortController();
    const desk = deskWith();
    await desk.door(handler.signal).put('/x', bytes);
    await desk.door().put('/y', bytes);
    handler.abort(new Error('too long'));
    expect(calls.map(({ signal }) => signal.aborted)).to.deep.equal([true, false]);
    life.abort(new StoppedError('over'));
    expect(calls.map(({ signal }) => signal.aborted)).to.deep.equal([true, true]);
    expect(calls[1]?.signal.reason).to.be.instanceOf(StoppedError);
  });
});
