import { execFileSync, spawn } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NETWORK = '/proc/self/ns/net';
const HOST_NETWORK = 'FAULTS_HOST_NETWORK';
/** The limits of a test are wider. */
const WITHIN = 40_000;

/** What keeps this machine from giving a process a network of its own; `undefined` if nothing does. */
export function whyNotPrivate(): string | undefined {
  if (process.platform !== 'linux') return `They need Linux, and this is ${process.platform}.`;
  if (process.getuid?.() !== 0) return 'They need root.';
  for (const [tool, ...args] of [
    ['unshare', '--net', '--mount', 'true'],
    ['ip', '-V'],
    ['iptables', '-V'],
    ['openssl', 'version'],
  ] as const) {
    try {
      execFileSync(tool, args, { stdio: 'ignore' });
    } catch {
      return `The tool ${tool} is missing or does not work here.`;
    }
  }
  return undefined;
}

/** Which limits a private process has, beside its network. */
export interface Limits {
  /** How many files and sockets it may have open. */
  readonly descriptors?: number;
  /** Milliseconds until it is killed. @default 40_000 */
  readonly within?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs one scenario of `programs/` in a process with a network and mounts of its own. Gives, or rejects with, what it says. */
export async function runPrivately(program: string, scenario: string, limits: Limits = {}): Promise<string> {
  const path = fileURLToPath(new URL(`../programs/${program}.js`, import.meta.url));
  const bounded = `ulimit -n ${limits.descriptors ?? 4_096}; ip link set lo up; exec "$0" "$@"`;
  const command = ['--net', '--mount', 'bash', '-c', bounded, process.execPath, '--enable-source-maps', path, scenario];
  const child = spawn('unshare', command, {
    env: { ...process.env, ...limits.environment, [HOST_NETWORK]: readlinkSync(NETWORK) },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limits.within ?? WITHIN,
    killSignal: 'SIGKILL',
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0 || !output.includes('held')) {
    throw new Error(`Scenario ${scenario} ended with ${code ?? 'a signal'}:\n${output.slice(-4_000)}`);
  }
  return output;
}

/** Runs a tool that changes the network; refuses to where it is not a private one. */
export function inPrivateNetwork(tool: string, ...args: readonly string[]): void {
  const host = process.env[HOST_NETWORK];
  if (host === undefined || host === readlinkSync(NETWORK)) {
    throw new Error('This process shares the network of its machine, which no test may change.');
  }
  execFileSync(tool, args, { stdio: 'pipe' });
}
