import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { defaultLogger } from './default-logger.js';
import type { Output } from './standard-output.js';

class Page implements Output {
  readonly lines: string[] = [];
  readonly isTTY: boolean;
  readonly #listeners: unknown[] = [];
  writableLength = 0;
  isFull = false;

  constructor({ isTTY = false } = {}) {
    this.isTTY = isTTY;
  }

  write(line: string): boolean {
    if (this.isFull) throw new Error('ENOSPC');
    this.lines.push(line);
    return true;
  }

  listeners(): readonly unknown[] {
    return this.#listeners;
  }

  on(_event: 'error', listener: () => void): void {
    this.#listeners.push(listener);
  }
}

describe('defaultLogger', () => {
  it('writes one JSON object a line, the level by its name', () => {
    const output = new Page();
    defaultLogger({ output, env: {} }).warn({ attempt: 2 }, 'connection lost');
    expect(output.lines).to.have.length(1);
    expect(output.lines[0]).to.match(/^[^\n]+\n$/);
    const line: unknown = JSON.parse(output.lines[0] ?? '');
    expect(line).to.include({ level: 'warn', attempt: 2, msg: 'connection lost' });
    expect(line).to.have.all.keys('level', 'attempt', 'msg', 'time');
    expect(line)
      .to.have.property('time')
      .that.matches(/^\d{4}-\d\d-\d\dT/);
  });

  it('writes readable lines to a terminal, at once', () => {
    const output = new Page({ isTTY: true });
    defaultLogger({ output, env: {} }).info({ attempt: 2 }, 'connected');
    expect(output.lines).to.have.length(1);
    expect(output.lines[0])
      .to.include('INFO')
      .and.include('connected')
      .and.match(/attempt.*: .*2/);
  });

  it('commands no terminal', () => {
    const output = new Page({ isTTY: true });
    const facts = { '\u001b[2Jkey': 'a\u001b]0;title\u0007', within: { text: '\u001b[2J' } };
    defaultLogger({ output, env: {} }).warn(facts, 'a \u001b[2J\u0007 b');
    const colours = /\p{Cc}\[\d+m/gu;
    expect(output.lines.join('').replaceAll(colours, ''))
      .to.include('WARN')
      .and.not.match(/[^\P{Cc}\n]/u);
  });

  it('keeps level, time and message, whatever facts are named', () => {
    const output = new Page();
    defaultLogger({ output, env: {} }).info({ level: 'x', time: 'x', msg: 'x', rest: 'x' }, 'done');
    expect(output.lines[0]).to.match(/^\{"level":"info","time":"\d{4}-[^"]+Z","rest":"x","msg":"done"\}\n$/);
  });

  it('tells an error, also in place of facts', () => {
    const error = Object.assign(new TypeError('broken', { cause: new Error('root') }), { code: 'E_X' });
    for (const facts of [error, { error }]) {
      const output = new Page();
      defaultLogger({ output, env: {} }).error(facts, 'failed');
      const line: unknown = JSON.parse(output.lines[0] ?? '');
      expect(line).to.have.property('msg', 'failed');
      expect(line).to.have.nested.property('error.name', 'TypeError');
      expect(line).to.have.nested.property('error.message', 'broken');
      expect(line).to.have.nested.property('error.code', 'E_X');
      expect(line).to.have.nested.property('error.cause.message', 'root');
    }
  });

  it('tells what JSON has no form for, as far as it can', () => {
    const output = new Page();
    const circle: Record<string, unknown> = { a: 1, big: 2n ** 64n };
    circle['self'] = circle;
    defaultLogger({ output, env: {} }).info({ circle, bad: { toJSON: () => expect.fail('unreadable') } }, 'done');
    expect(output.lines[0]).to.include('"a":1').and.include('18446744073709551616').and.include('"msg":"done"');
    expect(() => JSON.parse(output.lines[0] ?? '') as unknown).not.to.throw();
  });

  it('says beforehand what it would not write, and does not write it', () => {
    const output = new Page();
    const log = defaultLogger({ output, level: 'warn', env: {} });
    for (const level of ['debug', 'info', 'warn', 'error'] as const) log[level]({}, level);
    expect(output.lines.map((line) => (JSON.parse(line) as { level: string }).level)).to.deep.equal(['warn', 'error']);
    const enabled = ['debug', 'info', 'warn', 'error', 'trace'].filter(
      (level) => 'isLevelEnabled' in log && (log.isLevelEnabled as (name: string) => boolean)(level),
    );
    expect(enabled).to.deep.equal(['warn', 'error']);
    defaultLogger({ output, level: 'silent', env: {} }).error({}, 'unheard');
    expect(output.lines).to.have.length(2);
  });

  it('takes its level from the option, then from LOG_LEVEL, then info', () => {
    const levels = [
      defaultLogger({ output: new Page(), level: 'error', env: { LOG_LEVEL: 'debug' } }),
      defaultLogger({ output: new Page(), env: { LOG_LEVEL: 'DEBUG' } }),
      defaultLogger({ output: new Page(), env: { LOG_LEVEL: '' } }),
    ].map((logger) => ('level' in logger ? logger.level : undefined));
    expect(levels).to.deep.equal(['error', 'debug', 'info']);
  });

  it('names the variable that holds an unknown level, and the levels there are', () => {
    expect(() => defaultLogger({ output: new Page(), env: { LOG_LEVEL: 'loud' } }))
      .to.throw("LOG_LEVEL is 'loud'. Use one of debug, info, warn, error, silent.")
      .with.property('option', 'LOG_LEVEL');
  });

  it('drops lines while the reader has stopped or the disk is full, and tells how many afterwards', () => {
    const output = new Page();
    const log = defaultLogger({ output, env: {} });
    output.writableLength = 2 ** 21;
    log.info({}, 'lost');
    output.writableLength = 0;
    output.isFull = true;
    log.info({}, 'lost too');
    output.isFull = false;
    log.info({}, 'found');
    expect(output.lines).to.have.length(2);
    expect(output.lines[0]).to.include('found');
    expect(JSON.parse(output.lines[1] ?? '')).to.include({ level: 'warn', dropped: 2 });
  });

  it('listens for errors of an output once, however many loggers write to it', () => {
    const output = new Page();
    for (let n = 0; n < 20; n += 1) defaultLogger({ output, env: {} });
    expect(output.listeners()).to.have.length(1);
  });
});

describe('defaultLogger in a process of its own', () => {
  let child: ChildProcess | undefined;
  afterEach(() => child?.kill('SIGKILL'));

  const run = (script: string): ChildProcess => {
    const code = `import { defaultLogger } from ${JSON.stringify(new URL('./default-logger.js', import.meta.url).href)};
      const log = defaultLogger({ env: {} });
      const flood = (lines) => { for (let n = 0; n < lines; n += 1) log.info({ text: 'x'.repeat(1000) }, 'line'); };
      ${script}`;
    child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    return child;
  };

  /** The first thing that an event of the child carries: its message, or its exit code. */
  const next = async (started: ChildProcess, event: 'message' | 'close' | 'exit'): Promise<unknown> => {
    const told: readonly unknown[] = await once(started, event);
    return told[0];
  };

  it('lets the process end by itself, with every line written', async () => {
    const started = run(`process.channel.unref(); flood(500);`);
    let text = '';
    started.stdout?.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
    const exitCode = await next(started, 'close');
    expect(exitCode).to.equal(0);
    expect(text.split('\n')).to.have.length(501);
  }).timeout(20_000);

  it('goes on after its reader has gone away', async () => {
    const started = run(`
      process.on('message', () => {
        flood(100);
        setImmediate(() => { flood(5_000); process.send(process.stdout.writableLength); });
      });
      process.send('ready');`);
    await next(started, 'message');
    started.stdout?.destroy();
    started.send('go');
    const waiting = await next(started, 'message');
    expect(waiting).to.be.below(1_100_000);
    expect(started.exitCode).to.equal(null);
  }).timeout(20_000);

  it('neither waits for a reader that has stopped nor fills the memory for it', async () => {
    const started = run(
      `flood(20_000); process.send(process.stdout.writableLength); process.on('message', () => process.exit(0));`,
    );
    started.stdout?.pause();
    const waiting = await next(started, 'message');
    expect(waiting).to.be.within(1_000_000, 1_100_000);
    started.send('exit');
    const exitCode = await next(started, 'exit');
    expect(exitCode).to.equal(0);
  }).timeout(20_000);
});
