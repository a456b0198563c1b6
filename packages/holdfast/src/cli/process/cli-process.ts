import type { HostProcess } from '../../run.js';

/** What a command needs of `process`. */
export interface CliProcess extends HostProcess {
  readonly stdout: CliOutput;
  /** Against it the paths of arguments are read. */
  cwd(): string;
}

export interface CliOutput {
  write(text: string): unknown;
  /** Whether a person is looking. */
  readonly isTTY?: boolean;
}
