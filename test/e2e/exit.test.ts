import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const run = promisify(execFile);
const programs = new URL('programs/', import.meta.url);
const program = fileURLToPath(new URL('come-and-go.js', programs));

describe('A process whose bot has stopped', function () {
  this.timeout(30_000);

  for (const [name, ...args] of [
    ['after a quiet life'],
    ['after an interruption', '--interrupted'],
    ['though somebody watches its session', '--shown'],
  ]) {
    it(`ends by itself at once, ${name}`, async () => {
      const { stdout, stderr } = await run(process.execPath, [program, ...args], { timeout: 25_000 });
      expect({ stdout, stderr }).to.deep.equal({ stdout: 'stopped\n', stderr: '' });
    });
  }

  it('ends by itself with an open session port whose bot was never started', async () => {
    const idle = fileURLToPath(new URL('never-stopped.js', programs));
    const { stdout, stderr } = await run(process.execPath, [idle], { timeout: 25_000 });
    expect({ stdout, stderr }).to.deep.equal({ stdout: '200\n', stderr: '' });
  });
});
