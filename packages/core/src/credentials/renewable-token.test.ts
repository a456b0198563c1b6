import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import type { Call } from '../ports/call.js';
import { RenewableToken } from './renewable-token.js';

describe('RenewableToken', () => {
  let now: number;
  let asked: number;
  let lifetime: number | undefined;
  let answer: () => Promise<void>;
  let token: RenewableToken<string>;
  const call = (signal = new AbortController().signal): Call => ({ signal, timeout: 1_000, retryDelays: [] });

  beforeEach(() => {
    now = 0;
    asked = 0;
    lifetime = undefined;
    answer = async () => undefined;
    token = new RenewableToken({
      clock: { now: () => now },
      obtain: async ({ signal }) => {
        asked += 1;
        const name = `token ${asked}`;
        await answer();
        signal.throwIfAborted();
        return { token: name, lifetime };
      },
    });
  });

  it('is asked for once by all who need it at the same time', async () => {
    const all = await Promise.all([token.get(call()), token.get(call()), token.get(call())]);
    expect(all).to.deep.equal(['token 1', 'token 1', 'token 1']);
    expect(asked).to.equal(1);
  });

  it('is renewed before it expires, and never before', async () => {
    lifetime = 3_600_000;
    await token.get(call());
    now = 3_239_999;
    expect(await token.get(call())).to.equal('token 1');
    now = 3_240_000;
    expect(await token.get(call())).to.equal('token 2');
  });

  it('takes no lifetime at its word that is absurdly short or long', async () => {
    lifetime = 0;
    await token.get(call());
    now = 53_999;
    expect(await token.get(call())).to.equal('token 1');
    lifetime = Number.MAX_SAFE_INTEGER;
    now = 54_000;
    expect(await token.get(call())).to.equal('token 2');
    now += 7 * 86_400_000;
    expect(await token.get(call())).to.equal('token 3');
  });

  it('is replaced once when several say that it was refused', async () => {
    const first = await token.get(call());
    token.refused(first);
    token.refused(first);
    expect(await Promise.all([token.get(call()), token.get(call())])).to.deep.equal(['token 2', 'token 2']);
    token.refused(first);
    expect(await token.get(call())).to.equal('token 2');
  });

  it('is not replaced again at once, so that a missing permission costs no storm', async () => {
    token.refused(await token.get(call()));
    token.refused(await token.get(call()));
    expect(await token.get(call())).to.equal('token 2');
    now = 5_000;
    token.refused('token 2');
    expect(await token.get(call())).to.equal('token 3');
  });

  it('keeps no failure', async () => {
    answer = () => Promise.reject(new Error('down'));
    await token.get(call()).catch(() => undefined);
    answer = async () => undefined;
    expect(await token.get(call())).to.equal('token 2');
  });

  it('goes on being asked for when one of two leaves, and is given up when the last one leaves', async () => {
    let finish = (): void => undefined;
    answer = () => new Promise<void>((resolve) => (finish = resolve));
    const leaving = new AbortController();
    const reason = new Error('enough');
    const left = token.get(call(leaving.signal));
    const staying = token.get(call());
    leaving.abort(reason);
    expect(await left.catch((error: unknown) => error)).to.equal(reason);
    finish();
    expect(await staying).to.equal('token 1');

    token.refused('token 1');
    const last = new AbortController();
    const alone = token.get(call(last.signal));
    last.abort(reason);
    expect(await alone.catch((error: unknown) => error)).to.equal(reason);
    finish();
    answer = async () => undefined;
    expect(await token.get(call())).to.equal('token 3');
  });
});
