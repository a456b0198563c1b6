import { expect } from 'chai';
import { describe, it } from 'mocha';
import { jsonLine } from './json-line.js';
import { factsOf } from './log-record.js';

const time = '2024-05-06T07:08:09.010Z';

const lineOf = (facts: unknown): string => jsonLine({ level: 'info', time, facts: factsOf(facts), message: 'done' });

const partsOf = (facts: unknown): unknown => {
  const { level: _, time: __, msg: ___, ...rest } = JSON.parse(lineOf(facts)) as Record<string, unknown>;
  return rest;
};

describe('A line of JSON', () => {
  it('begins with level and time, and ends with the message', () => {
    expect(lineOf({ a: 1, b: 'x\ny' })).to.equal(`{"level":"info","time":"${time}","a":1,"b":"x\\ny","msg":"done"}\n`);
  });

  it('keeps level, time and message, whatever facts are named', () => {
    const line: unknown = JSON.parse(lineOf({ level: 'x', time: 'x', msg: 'x' }));
    expect(line).to.deep.equal({ level: 'info', time, msg: 'done' });
  });

  it('tells an error, also in place of facts and within them', () => {
    const error = Object.assign(new TypeError('broken', { cause: new Error('root') }), { code: 'E_X' });
    for (const told of [partsOf(error), partsOf({ error })]) {
      expect(told).to.have.nested.property('error.name', 'TypeError');
      expect(told).to.have.nested.property('error.message', 'broken');
      expect(told).to.have.nested.property('error.code', 'E_X');
      expect(told).to.have.nested.property('error.stack').that.is.an('array');
      expect(told).to.have.nested.property('error.cause.message', 'root');
    }
  });

  it('tells what JSON has no form for', () => {
    expect(partsOf({ big: 2n ** 64n, nothing: undefined })).to.deep.equal({ big: '18446744073709551616n' });
  });

  it('tells a circle and what throws as far as it can', () => {
    const circle: Record<string, unknown> = { a: 1 };
    circle['self'] = circle;
    expect(partsOf(circle)).to.deep.include({ a: 1 });
    const broken = { b: 2, bad: { toJSON: () => expect.fail('unreadable') } };
    expect(partsOf(broken)).to.deep.include({ b: 2 });
  });

  it('takes what is no object of facts', () => {
    expect(partsOf('text')).to.deep.equal({ facts: 'text' });
    expect(partsOf([1])).to.deep.equal({ facts: [1] });
    expect(partsOf(undefined)).to.deep.equal({});
    expect(partsOf(null)).to.deep.equal({});
  });
});
