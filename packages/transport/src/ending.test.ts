import { ConnectionLostError, ProtocolViolationError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { closedByPeer, endingOf, refusedUpgrade } from './ending.js';

const failure = (facts: object = {}): Error => Object.assign(new Error('canary-bearer'), facts);

describe('endingOf', () => {
  const rows: readonly (readonly [string | undefined, string])[] = [
    ['ECONNREFUSED', 'ECONNREFUSED'],
    ['ECONNRESET', 'ECONNRESET'],
    ['ENOTFOUND', 'ENOTFOUND'],
    ['EMFILE', 'EMFILE'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['WS_ERR_INVALID_UTF8', 'violation'],
    ['HPE_HEADER_OVERFLOW', 'violation'],
    [undefined, 'violation'],
  ];
  for (const [code, cause] of rows) {
    it(`calls ${code ?? 'an error without a code'} "${cause}"`, () => {
      const ending = endingOf('host', failure(code === undefined ? {} : { code }), 'no');
      expect(ending.cause).to.equal(cause);
      expect(ending.error).to.be.instanceOf(cause === 'violation' ? ProtocolViolationError : ConnectionLostError);
      expect(ending.error.message).not.to.include('canary');
    });
  }

  it('has another remedy for a certificate than for a network', () => {
    expect(endingOf('host', failure({ code: 'CERT_HAS_EXPIRED' }), 'no').error.message).to.include('certificate');
    expect(endingOf('host', failure({ code: 'EPIPE' }), 'unknown').error.message).to.include('network');
  });

  it('asks to leave a server alone for a minute when a dial met a certificate or a version of TLS that is no good', () => {
    for (const code of ['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'EPROTO']) {
      expect(endingOf('host', failure({ code }), 'no').retryAfter, code).to.equal(60_000);
    }
    expect(endingOf('host', failure({ code: 'ECONNRESET' }), 'no').retryAfter).to.equal(undefined);
    expect(endingOf('host', failure({ code: 'EPROTO' }), 'unknown').retryAfter).to.equal(undefined);
  });

  it('lets go of the raw bytes of the peer', () => {
    const ending = endingOf('host', failure({ code: 'HPE_INVALID_CONSTANT', rawPacket: Buffer.from('canary') }), 'no');
    expect(ending.error.cause).to.equal(undefined);
  });
});

describe('refusedUpgrade', () => {
  it('carries status and wait, in the end and in its error', () => {
    const ending = refusedUpgrade('host', 429, 7_000);
    expect(ending).to.include({ cause: 'refused', status: 429, retryAfter: 7_000 });
    expect(ending.error).to.include({ code: 'UPGRADE_REFUSED', status: 429, retryAfter: 7_000 });
  });

  for (const [status, remedy] of [
    [401, 'Log in again'],
    [403, 'Log in again'],
    [429, 'Wait'],
    [503, 'Wait'],
    [302, 'Check the host'],
    [200, 'Check the host'],
  ] as const) {
    it(`has a remedy for ${status}`, () => {
      expect(refusedUpgrade('host', status, undefined).error.message).to.include(remedy);
    });
  }
});

describe('closedByPeer', () => {
  it('tells a close frame from a cut', () => {
    expect(closedByPeer('host', 1012).error.message).to.include('closed').and.include('1012');
    expect(closedByPeer('host', 1006).error.message).to.include('cut');
  });
});
