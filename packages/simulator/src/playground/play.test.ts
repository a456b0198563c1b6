import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Environment } from './environment-of.js';
import { play } from './play.js';

describe('play', () => {
  /** A bot that connects to nothing, and notes what becomes of it. */
  const extra = (name: string, notes: string[]) => ({
    start: async () => void notes.push(`${name} started`),
    stop: async () => void notes.push(`${name} stopped`),
  });

  it('gives each bot a user and the environment that leads there', async () => {
    const given: unknown[] = [];
    const bot = (env: Environment) => {
      given.push(env['LP_USERNAME']);
      return extra('bot', []);
    };
    await play({
      bots: { one: bot, two: bot },
      script: async () => {},
      once: true,
      write: () => {},
    });
    expect(given).to.deep.equal(['one', 'two']);
  });

  it('prints what was said, what agents see beside it, and what the script adds', async () => {
    const lines: string[] = [];
    await play({
      bots: { bot: () => extra('bot', []) },
      script: async (consumer) => {
        await consumer.startConversation({ ttrDefName: 'URGENT' });
        await consumer.says('hello');
        return ['The end.'];
      },
      once: true,
      write: (line) => lines.push(line),
    });
    expect(lines.slice(1)).to.deep.equal([
      'consumer | hello',
      '\nBeside the conversation, agents see:',
      '- time to respond: URGENT, 300 seconds',
      'The end.',
    ]);
  });

  it('stops every bot that was started when the script fails, and says why', async () => {
    const notes: string[] = [];
    const failure = new Error('nobody answers');
    const played = play({
      bots: { one: () => extra('one', notes), two: () => extra('two', notes) },
      script: () => Promise.reject(failure),
      once: true,
      write: () => {},
    });
    expect(await played.catch((error: unknown) => error)).to.equal(failure);
    expect(notes).to.deep.equal(['one started', 'two started', 'one stopped', 'two stopped']);
  });

  it('stops what was started before a bot that cannot be', async () => {
    const notes: string[] = [];
    const refused = new Error('refused');
    const played = play({
      bots: {
        one: () => extra('one', notes),
        two: () => ({ start: () => Promise.reject(refused), stop: async () => void notes.push('two stopped') }),
      },
      script: async () => {},
      once: true,
      write: () => {},
    });
    expect(await played.catch((error: unknown) => error)).to.equal(refused);
    expect(notes).to.deep.equal(['one started', 'one stopped', 'two stopped']);
  });
});
