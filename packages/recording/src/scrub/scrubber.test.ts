import { expect } from 'chai';
import { describe, it } from 'mocha';
import { restored, Scrubber, TooMuchError } from './scrubber.js';

describe('Scrubber', () => {
  const keeping = new Scrubber({ text: 'keep', words: [] }, ['a-bearer-of-tonight']);
  const masking = new Scrubber({ text: 'mask', words: ['Human'] }, ['a-bearer-of-tonight']);

  it('takes known secrets out of values and of names, in whatever form they stand there', () => {
    const secret = 'a-bearer-of-tonight';
    const body = { said: `x ${secret} y`, [secret]: 1, url: `/a?t=${Buffer.from(secret).toString('base64')}` };
    expect(JSON.stringify(keeping.scrub(body)))
      .to.not.include(secret)
      .and.not.include('YS1iZWFyZXIt');
  });

  it('takes out a secret that it learns of after it has let it pass', () => {
    const scrubber = new Scrubber({ text: 'keep', words: [] });
    expect(scrubber.scrub(['bearer-of-tomorrow'])).to.deep.equal(['bearer-of-tomorrow']);
    scrubber.add(['bearer-of-tomorrow']);
    expect(scrubber.scrub(['bearer-of-tomorrow'])).to.deep.equal(['[redacted]']);
  });

  it('takes out what its name tells to be a secret, also signatures of addresses', () => {
    const body = {
      queryParams: { temp_url_sig: 'c0de', temp_url_expires: '17' },
      passwordSh: 'h',
      token: 't',
      isToken: true,
    };
    expect(keeping.scrub(body)).to.deep.equal({
      queryParams: { temp_url_sig: '[redacted]', temp_url_expires: '17' },
      passwordSh: '[redacted]',
      token: '[redacted]',
      isToken: true,
    });
  });

  it('masks what people wrote and keeps its shape, ids, and the words that are asked for', () => {
    const event = {
      dialogId: 'a1b2-C3',
      sequence: 4,
      originatorMetadata: { role: 'CONSUMER' },
      participants: { CONSUMER: ['3b1c-a'], ASSIGNED_AGENT: ['1.2'] },
      event: { type: 'ContentEvent', contentType: 'text/plain', message: 'Zoë: a human, +49 170 12, 日本!' },
      unheardOf: 'Anna',
    };
    expect(masking.scrub(event)).to.deep.equal({
      ...event,
      event: { ...event.event, message: 'Xxx: x human, +99 999 99, xx!' },
      unheardOf: 'Xxxx',
    });
  });

  it('masks a text in the place of an id if it is too long to be one', () => {
    expect(masking.scrub({ id: 'word '.repeat(60) })).to.deep.equal({ id: 'xxxx '.repeat(60) });
  });

  it('changes nothing the second time', () => {
    const value = { message: 'Call +1 555 or say HUMAN; token=abc', at: new Date(7), most: Infinity, ids: ['a'] };
    for (const scrubber of [keeping, masking]) {
      const once: unknown = JSON.parse(JSON.stringify(scrubber.scrub(value)));
      expect(JSON.parse(JSON.stringify(scrubber.scrub(once)))).to.deep.equal(once);
    }
  });

  it('writes dates and endless numbers so that they can be had again', () => {
    const value = { at: new Date(1_700_000_000_000), most: Infinity, list: [new Date(0)] };
    expect(restored(JSON.parse(JSON.stringify(keeping.scrub(value))))).to.deep.equal(value);
  });

  it('gives up on what is too deep, too large, or goes in circles', () => {
    const circle: unknown[] = [];
    circle.push(circle, circle);
    expect(() => keeping.scrub(circle)).to.throw(TooMuchError);
    expect(() => keeping.scrub(Array.from({ length: 300_000 }, () => 0))).to.throw(TooMuchError);
  });
});
