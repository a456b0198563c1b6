import { expect } from 'chai';
import { describe, it } from 'mocha';
import { checkProjectName } from './check-project-name.js';

describe('The name of a project', () => {
  for (const name of ['bot', 'my-bot', 'bot2', '@acme/tea-bot', 'a.b_c', '0']) {
    it(`may be ${name}`, () => expect(checkProjectName(name)).to.equal(name));
  }

  const wrong = { MyBot: 'mybot', 'my bot': 'my-bot', '.bot': 'bot', _bot: 'bot', 'node:fs': 'node-fs', '@/x': 'x' };
  for (const [name, better] of Object.entries(wrong)) {
    it(`cannot be ${name}, and ${better} is suggested`, () => {
      expect(() => checkProjectName(name)).to.throw(`give --name ${better}`);
    });
  }

  for (const name of ['', 'holdfast', 'node_modules', 'fs', '../x', 'a'.repeat(215)]) {
    it(`cannot be ${name.slice(0, 20) || 'empty'}`, () => {
      expect(() => checkProjectName(name)).to.throw('cannot be the name of a package');
    });
  }
});
