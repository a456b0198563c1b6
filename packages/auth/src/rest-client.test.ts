import {
  AccountBlockedError,
  PlatformUnavailableError,
  RequestRefusedError,
  ThrottledError,
  UnexpectedAnswerError,
} from '@holdfast/core/internal';
import { field, readText } from '@holdfast/core/protocol';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type Answer, type Exchange, NoAnswer } from './exchange.js';
import { callWith } from './loopback-platform.test.support.js';
import { restClient, type RestRequest } from './rest-client.js';

const request: RestRequest<string> = {
  outgoing: { method: 'GET', url: 'https://va.liveperson.net/x' },
  task: 'Account 1: the test',
  throttle: 5_000,
  read: (body) => {
    const name = readText(field(body, 'name'), 10);
    if (name === undefined) throw new UnexpectedAnswerError('no name');
    return name;
  },
  refused: (status, fact) => new RequestRefusedError('test', status, `refused (${fact})`),
};

const answer = (status: number, text: string, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers,
  body: { text },
});

/** Sends the request to an exchange that answers with these in turn, and counts. */
async function send(
  answers: readonly (Answer | Error)[],
  more: Partial<RestRequest<string>> = {},
): Promise<{ end: unknown; calls: number }> {
  let calls = 0;
  const exchange: Exchange = () => {
    const next = answers[Math.min(calls++, answers.length - 1)] ?? new Error('no answer prepared');
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  const sent = restClient(exchange)({ ...request, ...more }, callWith({ retryDelays: [1, 1, 1] }));
  return { end: await sent.catch((error: unknown) => error), calls };
}

describe('restClient', () => {
  it('gives what the reader makes of the body', async () => {
    expect(await send([answer(200, '{"name":"x"}')])).to.deep.equal({ end: 'x', calls: 1 });
  });

  it('reads no field that a __proto__ in the body smuggles in', async () => {
    const { end } = await send([answer(200, '{"__proto__":{"name":"x"}}')]);
    expect(end).to.be.instanceOf(UnexpectedAnswerError);
    expect({}).not.to.have.property('name');
  });

  for (const status of [500, 502, 503, 504, 599, 408]) {
    it(`tries a ${status} four times and says so`, async () => {
      const { end, calls } = await send([answer(status, '')]);
      expect(calls).to.equal(4);
      expect(end).to.be.instanceOf(PlatformUnavailableError).with.property('status', status);
      expect((end as Error).message).to.equal(
        `Account 1: the test failed (HTTP ${status}). The service has a fault; try again later.`,
      );
    });
  }

  for (const code of ['ETIMEDOUT', 'ECONNREFUSED', 'ENOTFOUND', 'EMFILE', 'ERR_SSL_BAD_RECORD_TYPE']) {
    it(`tries again after ${code}`, async () => {
      expect(await send([new NoAnswer(code, false), answer(200, '{"name":"x"}')])).to.deep.equal({
        end: 'x',
        calls: 2,
      });
      const { end, calls } = await send([new NoAnswer(code, false)]);
      expect(calls).to.equal(4);
      expect(end).to.be.instanceOf(PlatformUnavailableError);
    });
  }

  for (const code of [
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'EPROTO',
  ]) {
    it(`leaves a server alone for a minute after ${code}, and names it`, async () => {
      const { end, calls } = await send([new NoAnswer(code, false)]);
      expect(calls).to.equal(1);
      expect(end).to.be.instanceOf(PlatformUnavailableError).with.property('retryAfter', 60_000);
      expect((end as Error).message)
        .to.contain('va.liveperson.net')
        .and.contain(code);
    });
  }

  for (const status of [400, 401, 403, 404, 418]) {
    it(`tries a ${status} once`, async () => {
      const { end, calls } = await send([answer(status, '')]);
      expect(calls).to.equal(1);
      expect(end).to.be.instanceOf(RequestRefusedError).with.property('status', status);
    });
  }

  it('tries a 451 once and calls it blocked', async () => {
    const { end, calls } = await send([answer(451, '')]);
    expect(calls).to.equal(1);
    expect(end).to.be.instanceOf(AccountBlockedError);
  });

  for (const status of [301, 302, 304, 307]) {
    it(`takes a ${status} for an unexpected answer`, async () => {
      const { end, calls } = await send([answer(status, '', { location: 'https://va.liveperson.net/token' })]);
      expect(calls).to.equal(1);
      expect(end).to.be.instanceOf(UnexpectedAnswerError);
      expect((end as Error).message).not.to.contain('token');
    });
  }

  for (const [name, bad] of [
    ['HTML', answer(200, '<html>login to the hotel</html>')],
    ['empty', answer(200, '')],
    ['blank', answer(204, ' ')],
    ['cut JSON', answer(200, '{"name":')],
    ['damaged', { status: 200, headers: {}, body: { fault: 'cut short or damaged' } }],
  ] as const) {
    it(`tries again after a 200 that is ${name}`, async () => {
      expect(await send([bad, answer(200, '{"name":"x"}')])).to.deep.equal({ end: 'x', calls: 2 });
      const { end, calls } = await send([bad]);
      expect(calls).to.equal(4);
      expect(end).to.be.instanceOf(UnexpectedAnswerError);
      expect((end as Error).message).not.to.contain('hotel');
      expect(end).not.to.have.property('cause');
    });
  }

  for (const shape of ['null', '[]', '42', '"x"', '{"name":{}}', '['.repeat(100_000) + ']'.repeat(100_000)]) {
    it(`takes ${shape.slice(0, 12)} for an unexpected answer, once`, async () => {
      const { end, calls } = await send([answer(200, shape)]);
      expect(calls).to.equal(1);
      expect(end).to.be.instanceOf(UnexpectedAnswerError);
    });
  }

  it('allows an empty body where there is nothing to say', async () => {
    expect(await send([answer(200, '')], { empty: 'allowed', read: String })).to.deep.equal({
      end: 'undefined',
      calls: 1,
    });
  });

  describe('a 429', () => {
    const date = 'Wed, 21 Oct 2015 07:28:00 GMT';
    const later = 'Wed, 21 Oct 2015 07:28:30 GMT';
    for (const [wait, headers] of [
      [5_000, {}],
      [5_000, { 'retry-after': '1' }],
      [5_000, { 'retry-after': '-1' }],
      [5_000, { 'retry-after': 'soon' }],
      [7_000, { 'retry-after': '7' }],
      [600_000, { 'retry-after': '999999999' }],
      [30_000, { 'retry-after': later, date }],
      [5_000, { 'retry-after': date, date: later }],
    ] as const) {
      it(`is not repeated and keeps away for ${wait} ms with ${JSON.stringify(headers)}`, async () => {
        const { end, calls } = await send([answer(429, '', headers)]);
        expect(calls).to.equal(1);
        expect(end).to.be.instanceOf(ThrottledError).with.property('retryAfter', wait);
      });
    }
  });

  it('hands a long Retry-After of a 503 to the caller at once', async () => {
    const { end, calls } = await send([answer(503, '', { 'retry-after': '120' })]);
    expect(calls).to.equal(1);
    expect(end).to.be.instanceOf(PlatformUnavailableError).with.property('retryAfter', 120_000);
  });

  it('never hands on a Retry-After below its own rule', async () => {
    expect((await send([answer(503, '', { 'retry-after': '0' })])).end).to.have.property('retryAfter', 1);
  });

  for (const [body, fact] of [
    ['{"error":{"internalCode":10,"message":"CSRF token invalid!"}}', 'HTTP 401, internal code 10'],
    ['{"internalCode":"33"}', 'HTTP 401, internal code 33'],
    ['{"error":"LeLogin1 failed - b0b"}', 'HTTP 401'],
    ['{"error":{"internalCode":"b0b"}}', 'HTTP 401'],
    ['{"error":{"internalCode":123456789012}}', 'HTTP 401'],
    ['oauth_problem=token_rejected', 'HTTP 401'],
    ['', 'HTTP 401'],
  ] as const) {
    it(`says ${fact} of the body ${body}`, async () => {
      expect((await send([answer(401, body)])).end).to.have.property('message', `refused (${fact})`);
    });
  }

  it('passes on what is no failure of the network, such as the reason of an abort', async () => {
    const bug = new RangeError('bug');
    expect((await send([bug, bug, bug, bug])).end).to.equal(bug);
  });
});
