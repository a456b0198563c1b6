import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';

/** What a bot of `fixtures/` is told. */
export interface BotSettings {
  /** Its file. @default 'bot.cjs' */
  readonly program?: string;
  /** The name under which the SDK is installed. */
  readonly sdk: string;
  /** The SDK's own configuration. */
  readonly agent: Readonly<Record<string, unknown>>;
  readonly greeting: string;
  /** Skill for transfers to a colleague. */
  readonly skill?: string;
  /** Whether it joins every conversation by itself, as an agent manager, instead of waiting for rings. */
  readonly joins?: boolean;
}

/** One line of the bot: which answer or event it tells of, and the facts. */
export type Report = Readonly<Record<string, unknown>>;

const WITHIN = 10_000;

/** A bot on the SDK, in a process of its own that trusts the given authority. */
export class SdkBot implements AsyncDisposable {
  readonly reports: Report[] = [];
  private readonly child: ChildProcess;
  private readonly lines: Interface;
  private stderr = '';

  constructor(folder: string, authorityFile: string, settings: BotSettings) {
    const env = { NODE_EXTRA_CA_CERTS: authorityFile, BOT: JSON.stringify(settings) };
    const child = spawn(process.execPath, [join(folder, settings.program ?? 'bot.cjs')], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.child = child;
    this.lines = createInterface(child.stdout);
    this.lines.on('line', (line) => this.reports.push(JSON.parse(line) as Report));
  }

  /** The first report of this name, at once if it was made already. Rejects with all that was reported instead. */
  async reported(what: string): Promise<Report> {
    const signal = AbortSignal.timeout(WITHIN);
    for (;;) {
      const found = this.reports.find((report) => report['what'] === what);
      if (found) return found;
      try {
        await once(this.lines, 'line', { signal });
      } catch (cause) {
        throw new Error(`The bot did not report '${what}' but ${JSON.stringify(this.reports)}. ${this.stderr}`, {
          cause,
        });
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await ended;
  }
}
