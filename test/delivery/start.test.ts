import { startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { environmentOf, ProgramProcess } from '../e2e/program-process.js';

describe('A bot process', function () {
  this.timeout(30_000);

  const programs = [
    ['U13 whose constructor throws', 'run-failing-constructor', 1, /^FailingBot: Error: the database is not there\n/],
    [
      'U13 whose decorator refuses its place',
      'run-static-handler',
      2,
      /^EchoBot: EchoBot\.echo: [^\n]*static[^\n]*\n$/,
    ],
  ] as const;
  for (const [name, program, code, complaint] of programs) {
    it(`${name} ends with ${code}, says why, and has asked the platform nothing`, async () => {
      await using simulator = await startSimulator();
      await using bot = new ProgramProcess(program, environmentOf(simulator));
      const end = await bot.ended;
      expect(end).to.include({ code, stdout: '' });
      expect(end.stderr).to.match(complaint);
      expect(simulator.log).to.deep.equal([]);
    });
  }
});
