import { spawn } from 'node:child_process';

/**
 * Runs a program to its end and resolves with its exit code and, where its streams are piped, what it printed.
 *
 * A SIGINT or SIGTERM meanwhile is passed on, and this process exits only after the program has: half an installation
 * must not go on behind the back of whoever stopped it.
 */
export function runToEnd(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
    let output = '';
    let stoppedBy;
    const stop = (signal) => {
      stoppedBy = signal;
      child.kill(signal);
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    const collect = (chunk) => {
      output += chunk;
    };
    if (child.stdout) child.stdout.setEncoding('utf8').on('data', collect);
    if (child.stderr) child.stderr.setEncoding('utf8').on('data', collect);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      if (stoppedBy) process.exit(stoppedBy === 'SIGINT' ? 130 : 143);
      resolve({ code: signal ? 1 : code, output });
    });
  });
}
