import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const run = promisify(execFile);
const program = fileURLToPath(new URL('programs/come-and-go.js', import.meta.url));

describe('A process whose bot has stopped', function () {
  this.timeout(30_000);

  for (const [name, ...args] of [['after a quiet life'], ['after an interruption', '--interrupted']]) {
    it(`ends by itself at once, ${name}`, async () => {
      const { stdout, stderr } = await run(process.execPath, [program, ...args], { timeout: 25_000 });
      expect({ stdout, stderr }).to.deep.equal({ stdout: 'stopped\n', stderr: '' });
    });
  }
});
