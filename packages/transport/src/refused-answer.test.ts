import { RequestRefusedError, ThrottledError } from '@holdfast/core/internal';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { refusedAnswer } from './refused-answer.js';

describe('refusedAnswer', () => {
  for (const code of [0, 200, 202, 302, 399]) {
    it(`takes ${code} for a success`, () => expect(refusedAnswer('.GetClock', code)).to.equal(undefined));
  }

  for (const code of [400, 401, 404, 500, 503, 9_999]) {
    it(`takes ${code} for a refusal that names the request and the code`, () => {
      const error = refusedAnswer('.ams.ms.PublishEvent', code);
      expect(error).to.be.instanceOf(RequestRefusedError);
      expect(error).to.include({ requestType: '.ams.ms.PublishEvent', status: code });
      expect(error?.message).to.include('.ams.ms.PublishEvent').and.include(String(code));
    });
  }

  it('takes 429 for a wait of at least a second', () => {
    const error = refusedAnswer('.GetClock', 429);
    expect(error).to.be.instanceOf(ThrottledError);
    expect(error).to.have.property('retryAfter').that.is.at.least(1_000);
  });
});
