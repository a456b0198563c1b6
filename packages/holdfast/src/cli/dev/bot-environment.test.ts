import { expect } from 'chai';
import { describe, it } from 'mocha';
import { botEnvironment } from './bot-environment.js';

describe('The environment of a bot under holdfast dev', () => {
  it('leads to the local platform and nowhere else, and keeps the rest', () => {
    const own = { PATH: '/bin', LP_HUMAN_SKILL: '7', LP_ACCOUNT_ID: 'mine', LP_PASSWORD: 'x', https_proxy: 'http://p' };
    const local = { LP_ACCOUNT_ID: 'local', LP_APP_KEY: 'k' };
    expect(botEnvironment(own, local)).to.deep.equal({
      PATH: '/bin',
      LP_HUMAN_SKILL: '7',
      LP_ACCOUNT_ID: 'local',
      LP_APP_KEY: 'k',
    });
  });
});
