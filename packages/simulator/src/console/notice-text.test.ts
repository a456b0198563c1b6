import { expect } from 'chai';
import { describe, it } from 'mocha';
import { faultText, platformText } from './notice-text.js';

const at = 0;

describe('A line of the console', () => {
  it('says what was broken, and whose it was', () => {
    const frame = { kind: 'frame', role: 'agent', socket: 2, direction: 'toClient', type: '.ams.ms.X' } as const;
    expect(faultText({ ...frame, username: 'echo', rule: 'drop-next', action: 'drop', at })).to.equal(
      'dropped X to echo',
    );
    const connect = { kind: 'connect', role: 'agent', rule: 'x', action: 'refuse', at } as const;
    expect(faultText(connect)).to.equal('refused a connect of an agent');
    const request = { kind: 'request', method: 'POST', path: '/a', rule: 'x', action: 'answer', at } as const;
    expect(faultText(request)).to.equal('answered in place of the platform: POST /a');
    expect(faultText({ kind: 'bearer', rule: 'x', action: 'expire', at })).to.equal('expired the bearer of everybody');
  });

  it('says what the platform saw, and leaves out what happens all the time', () => {
    expect(platformText({ kind: 'closed', role: 'consumer', socket: 3, code: 1000, at })).to.equal(
      'socket 3 of a consumer closed (1000)',
    );
    expect(platformText({ kind: 'upgrade', role: 'agent', status: 401, at })).to.contain('refused with 401');
    expect(platformText({ kind: 'request', method: 'GET', route: '/', status: 200, at })).to.equal(undefined);
  });

  it('does not repeat at length what a client made up', () => {
    const text = platformText({ kind: 'refused', socket: 1, request: 'x'.repeat(1_000), code: 400, at });
    expect(text).to.have.length.below(120);
  });
});
