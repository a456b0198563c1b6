import { stripVTControlCharacters } from 'node:util';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readableLine } from './readable-line.js';

const textOf = (facts: Readonly<Record<string, unknown>>, message = 'connection lost'): string => {
  const time = new Date(2024, 4, 6, 7, 8, 9, 10).toISOString();
  return stripVTControlCharacters(readableLine({ level: 'warn', time, facts, message }));
};

describe('A readable line', () => {
  it('shows the time of the day, the level and the message, and each fact below', () => {
    expect(textOf({ attempt: 2, host: 'x', absent: undefined, why: { code: 1006 } })).to.equal(
      [
        '[07:08:09.010] WARN: connection lost',
        '    attempt: 2',
        '    host: "x"',
        '    why: {',
        '      "code": 1006',
        '    }',
        '',
      ].join('\n'),
    );
  });

  it('has colours, and one of its own for each level', () => {
    const lines = ['debug', 'info', 'warn', 'error'].map((level) =>
      readableLine({ level, time: new Date().toISOString(), facts: {}, message: '' }),
    );
    const colours = lines.map((line) => line.split('] ')[1]?.slice(0, 5));
    expect(new Set(colours)).to.have.property('size', 4);
    expect(colours.every((colour) => colour?.startsWith('\u001b['))).to.equal(true);
  });

  it('commands no terminal, and stays one line where it has to', () => {
    const shown = textOf({ '\u001b[2Jkey': 'a\u001b]0;title\u0007' }, 'line\r\nand \u001b[31mred \u009b2J\u2028x');
    expect(shown).not.to.match(/[^\P{Cc}\n]|[\p{Zl}\p{Zp}]/u);
    expect(shown.split('\n')).to.have.length(3);
  });
});
