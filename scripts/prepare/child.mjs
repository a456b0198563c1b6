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
    const collect = (chunk) => {
      output += chunk;
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    child.stdout?.setEncoding('utf8').on('data', collect);
    child.stderr?.setEncoding('utf8').on('data', collect);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      const ending = exitCodes[stoppedBy ?? signal];
      if (ending !== undefined) process.exit(ending);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** As a shell counts them. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 };
