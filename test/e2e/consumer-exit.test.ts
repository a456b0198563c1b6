import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const run = promisify(execFile);
const program = fileURLToPath(new URL('programs/consumer-come-and-go.js', import.meta.url));

describe('A process whose consumer has stopped', function () {
  this.timeout(30_000);

  it('ends by itself at once, after an interruption, and though somebody still waits for words', async () => {
    const { stdout, stderr } = await run(process.execPath, [program], { timeout: 25_000 });
    expect({ stdout, stderr }).to.deep.equal({ stdout: 'stopped\n', stderr: '' });
  });
});
