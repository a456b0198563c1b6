import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { root } from '../prepare/root.mjs';

/** Milliseconds after which a group is killed; a suite of its own may need more. */
const TIMEOUT = 150_000;

const mocha = join(root, 'node_modules/mocha/lib/cli/cli.js');
const reporter = fileURLToPath(new URL('reporter.cjs', import.meta.url));
const running = new Set();

/** Runs the groups two at a time, prints what each had to say when it has ended, and resolves with the counts. */
export async function runGroups(groups, { timeout = TIMEOUT } = {}) {
  const waiting = [...groups];
  const results = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await runGroup(next, timeout));
  };
  const stop = () => running.forEach((child) => child.kill('SIGKILL'));
  process.once('exit', stop);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
  return results;
}

function runGroup({ name, files }, timeout) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(process.execPath, ['--enable-source-maps', mocha, '--reporter', reporter, ...files], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    running.add(child);
    let output = '';
    let counts = { passed: 0, failed: 0, pending: 0 };
    let timedOut = false;
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('message', (message) => {
      counts = message;
    });
    const deadline = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, timeout);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(deadline);
      running.delete(child);
      process.stdout.write(`\n${name}\n${output.trimEnd()}\n`);
      const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
      resolve({ name, ...judged(counts, code), seconds, remark: remark(counts, timedOut) });
    });
  });
}

/** A process that fails without a failed test (a file that cannot be loaded, an open handle) counts as one failure. */
const judged = ({ passed, failed }, code) => ({ passed, failed: failed === 0 && code !== 0 ? 1 : failed });

function remark({ pending }, timedOut) {
  if (timedOut) return ' (killed: a test hangs, or a timer, socket or process outlived it)';
  return pending > 0 ? `, ${pending} pending` : '';
}
