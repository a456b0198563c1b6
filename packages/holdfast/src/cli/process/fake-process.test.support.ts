import { tmpdir } from 'node:os';
import type { Environment } from '../../from-env.js';
import type { CliProcess } from './cli-process.js';

type Heard = Parameters<CliProcess['on']>[1];

/** A process that keeps what it was told. */
export class FakeProcess implements CliProcess {
  exitCode: number | undefined = undefined;
  out = '';
  err = '';
  readonly stdout: CliProcess['stdout'];
  readonly stderr = { write: (text: string): unknown => (this.err += text) };
  readonly env: Environment;
  readonly #listeners = new Map<string, Set<Heard>>();
  readonly #folder: string;

  constructor({
    env = {},
    folder = tmpdir(),
    isTTY = false,
  }: { env?: Environment; folder?: string; isTTY?: boolean } = {}) {
    this.env = env;
    this.#folder = folder;
    this.stdout = { isTTY, write: (text) => (this.out += text) };
  }

  cwd(): string {
    return this.#folder;
  }

  on(signal: string, listener: Heard): void {
    this.#of(signal).add(listener);
  }

  off(signal: string, listener: Heard): void {
    this.#of(signal).delete(listener);
  }

  exit(code: number): void {
    this.exitCode = code;
  }

  /** As if somebody had sent a signal. */
  signal(name: 'SIGINT' | 'SIGTERM'): void {
    this.#of(name).forEach((listener) => listener());
  }

  get listening(): number {
    return [...this.#listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }

  #of(signal: string): Set<Heard> {
    const found = this.#listeners.get(signal) ?? new Set();
    this.#listeners.set(signal, found);
    return found;
  }
}
