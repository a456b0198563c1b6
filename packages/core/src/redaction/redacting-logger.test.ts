import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import sinon from 'sinon';
import type { Logger } from '../ports/logger.js';
import { redactingLogger, type RedactingLoggerOptions } from './redacting-logger.js';
import { Secrets } from './secrets.js';

const CANARY = 'canary-0a1b2c3d4e5f';

describe('redactingLogger', () => {
  let now = 0;
  const stubs = () => ({ debug: sinon.stub(), info: sinon.stub(), warn: sinon.stub(), error: sinon.stub() });
  let inner = stubs();
  const logger = (options: RedactingLoggerOptions = {}): Logger =>
    redactingLogger(inner, new Secrets([CANARY]), { clock: { now: () => now }, ...options });

  beforeEach(() => {
    now = 0;
    inner = stubs();
  });

  it('takes secrets out of facts, message and bindings, at every level', () => {
    const log = logger({ bindings: { bot: `bot ${CANARY}` } });
    for (const level of ['debug', 'info', 'warn', 'error'] as const) {
      log[level]({ note: CANARY }, `saw ${CANARY}`);
      expect(inner[level].args).to.deep.equal([[{ note: '[redacted]', bot: 'bot [redacted]' }, 'saw [redacted]']]);
    }
  });

  it('adds bindings to every record, and no fact replaces them', () => {
    logger({ bindings: { accountId: '1234' } }).info({ accountId: 'other', attempt: 1 }, 'connected');
    expect(inner.info.args).to.deep.equal([[{ accountId: '1234', attempt: 1 }, 'connected']]);
  });

  it('knows secrets that are added later', () => {
    const secrets = new Secrets();
    const log = redactingLogger(inner, secrets);
    secrets.add(CANARY);
    log.info({}, CANARY);
    expect(inner.info.firstCall.args[1]).to.equal('[redacted]');
  });

  it('never fails because the logger behind it throws or rejects', async () => {
    inner.info.throws(new Error('disk full'));
    inner.warn.rejects(new Error('disk full'));
    const unhandled = sinon.stub();
    process.once('unhandledRejection', unhandled);
    const log = logger();
    log.info({}, 'x');
    log.warn({}, 'x');
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled.callCount).to.equal(0);
  });

  it('takes whatever a caller without types hands over', () => {
    const log = logger();
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    log.info(new Error('boom'), 'failed');
    log.info([1], 'list');
    log.info(revoked.proxy, 'proxy');
    Reflect.apply(log.info, log, ['text alone']);
    Reflect.apply(log.info, log, []);
    expect(inner.info.firstCall.args[0]).to.have.nested.property('error.message', 'boom');
    expect(inner.info.args.slice(1)).to.deep.equal([
      [{ facts: [1] }, 'list'],
      [{ facts: '[proxy]' }, 'proxy'],
      [{ facts: 'text alone' }, ''],
      [{ facts: undefined }, ''],
    ]);
  });

  it('tells a repeated fault once a minute, with the number of those in between', () => {
    const log = logger();
    const fault = Object.assign(new Error('refused'), { code: 'LOGIN_REFUSED' });
    for (let n = 0; n < 100; n += 1) log.warn({ error: fault, attempt: n }, 'login failed');
    expect(inner.warn.callCount).to.equal(1);
    now = 60_000;
    log.warn({ error: fault }, 'login failed');
    expect(inner.warn.callCount).to.equal(2);
    expect(inner.warn.lastCall.args[0]).to.have.property('suppressed', 99);
  });

  it('does not take faults of another code or level for repetitions', () => {
    const log = logger();
    log.warn({ code: 'A' }, 'failed');
    log.warn({ code: 'B' }, 'failed');
    log.error({ code: 'A' }, 'failed');
    log.warn({ error: { code: 'C' } }, 'failed');
    expect(inner.warn.callCount + inner.error.callCount).to.equal(4);
  });

  it('tells every record of lower levels, and every fault on request', () => {
    const [log, all] = [logger(), logger({ repeats: 'all' })];
    for (let n = 0; n < 3; n += 1) {
      log.info({}, 'x');
      all.error({}, 'x');
    }
    expect([inner.info.callCount, inner.error.callCount]).to.deep.equal([3, 3]);
  });

  it('reads nothing of a record that the logger would drop', () => {
    const isLevelEnabled = sinon.stub().returns(false);
    redactingLogger({ ...inner, isLevelEnabled } as Logger, new Secrets()).debug({}, 'x');
    expect(isLevelEnabled.args).to.deep.equal([['debug']]);
    expect(inner.debug.callCount).to.equal(0);
  });
});
