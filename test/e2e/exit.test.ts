import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
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

  it('ends by itself while another one watches a session port, though the bot was never stopped', async () => {
    const idle = spawn(process.execPath, [fileURLToPath(new URL('never-stopped.js', programs))], { timeout: 25_000 });
    const [url] = (await once(idle.stdout, 'data')) as [Buffer];
    const { body } = await fetch(`${url.toString()}/session/events`);
    const first = await body?.getReader().read();
    expect(first?.done).to.equal(false);
    idle.stdin.end();
    expect(await once(idle, 'exit')).to.deep.equal([0, null]);
  });
});
