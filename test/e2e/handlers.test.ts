import { startSimulator } from '@holdfast/simulator';
import { expect } from 'chai';
import {
  Bot,
  type BotEvents,
  type Conversation,
  type ConsumerStateChange,
  type HandlerFailure,
  HandlerTimeoutError,
  type Message,
  OnClose,
  OnConsumerState,
  OnConversation,
  OnHandlerError,
  OnMessage,
  OnParticipant,
  OnRing,
  OnSession,
  type ParticipantChange,
  type Ring,
  silentLogger,
} from 'holdfast';
import { describe, it } from 'mocha';
import { brisk } from './brisk.js';
import { Door } from './door.js';
import { EchoBot } from './echo-bot.js';
import { conversationOf, readByBrand, saidByBrand } from './record.js';
import { told } from './told.js';
import { until } from './until.js';
import { wayTo } from './way-to.js';

/** Nothing rings again by itself while a test looks. */
const ringOnce = { timings: { ringAgain: Infinity } };

describe('The handlers of a bot', () => {
  describe('for messages', () => {
    class FilteringBot extends Bot {
      @OnMessage('  Café ')
      async text(message: Message): Promise<void> {
        await message.reply('a text');
      }

      @OnMessage(/order (?<number>\d+)/i)
      async pattern({ conversation, match }: Message): Promise<void> {
        await conversation.send(`order ${match?.groups?.['number']}`);
      }

      @OnMessage(({ text }) => text.length > 100)
      async predicate(message: Message): Promise<void> {
        await message.reply('a long story');
      }

      @OnMessage({ skill: '300000000', from: 'CONSUMER', text: /skill/ })
      async criteria(message: Message): Promise<void> {
        await message.reply('for this skill');
      }

      @OnMessage({ skill: '300000001' })
      async elsewhere(message: Message): Promise<void> {
        await message.reply('for another skill');
      }

      @OnMessage()
      async rest(message: Message): Promise<void> {
        await message.reply(`the rest, ${message.match === undefined ? 'without' : 'with'} a match`);
      }

      @OnMessage()
      async never(message: Message): Promise<void> {
        await message.reply('a second handler');
      }
    }

    it('are chosen by their filters, the first that matches and no other', async () => {
      await using simulator = await startSimulator();
      await using bot = new FilteringBot(wayTo(simulator), brisk);
      await bot.start();
      const consumer = simulator.consumer({ skillId: '300000000' });
      const answers: readonly (readonly [string, string])[] = [
        ['CAFÉ', 'a text'],
        ['Where is ORDER 17?', 'order 17'],
        ['and order 18, what a skill', 'order 18'],
        ['x'.repeat(101), 'a long story'],
        ['which skill is this?', 'for this skill'],
        ['anything', 'the rest, without a match'],
      ];
      for (const [text, answer] of answers) {
        await consumer.says(text);
        await consumer.hears(answer);
      }
      expect(saidByBrand(simulator, consumer.conversationId)).to.deep.equal(answers.map(([, answer]) => answer));
    });
  });

  describe('for rings', () => {
    it('accept and reject what is offered', async () => {
      await using simulator = await startSimulator(ringOnce);
      const rings: Ring[] = [];

      class ChoosyBot extends Bot {
        @OnRing({ skill: '300000000' })
        async take(ring: Ring): Promise<void> {
          rings.push(ring);
          await ring.accept();
          await ring.reject();
        }

        @OnRing({ skill: '300000001' })
        async leave(ring: Ring): Promise<void> {
          rings.push(ring);
          await ring.reject();
        }

        @OnConversation()
        async greet(conversation: Conversation): Promise<void> {
          await conversation.send('Hello!');
        }
      }

      const user = simulator.addBot({ username: 'choosy', skills: ['300000000', '300000001'] });
      await using bot = new ChoosyBot(wayTo(simulator, user), brisk);
      await bot.start();
      const unwanted = simulator.consumer({ skillId: '300000001' });
      await unwanted.says('one');
      await until('the ring is declined', () => rings[0]?.decision === 'REJECTED');
      const welcome = simulator.consumer({ skillId: '300000000' });
      await welcome.says('two');
      await welcome.hears('Hello!');

      expect(
        rings.map(({ conversationId, consumerId, decision }) => [conversationId, consumerId, decision]),
      ).to.deep.equal([
        [unwanted.conversationId, unwanted.id, 'REJECTED'],
        [welcome.conversationId, welcome.id, 'ACCEPTED'],
      ]);
      expect([...bot.conversations.keys()]).to.deep.equal([welcome.conversationId]);
    });

    it("may be left out: accept: 'none' leaves every ring to others", async () => {
      await using simulator = await startSimulator({ bots: [{ username: 'idle' }, { username: 'busy' }] });
      const [idleUser, busyUser = idleUser] = simulator.bots;
      await using idle = new EchoBot(wayTo(simulator, idleUser), { ...brisk, accept: 'none' });
      await idle.start();
      const consumer = simulator.consumer();
      await consumer.says('one');
      await until('the idle bot is offered the conversation', () => simulator.agents[0]?.ringing === 1);
      await idle.stop();
      await using busy = new EchoBot(wayTo(simulator, busyUser), brisk);
      await busy.start();
      await consumer.hears('You said: one');
      expect(idle.greeted).to.deep.equal([]);
    });

    it('may be left out: a function decides', async () => {
      await using simulator = await startSimulator(ringOnce);
      const asked: (string | undefined)[] = [];
      const accept = async ({ consumerId }: Ring): Promise<boolean> => {
        asked.push(consumerId);
        await Promise.resolve();
        return asked.length > 1;
      };
      await using bot = new EchoBot(wayTo(simulator), { ...brisk, accept });
      await bot.start();
      const first = simulator.consumer();
      await first.says('one');
      await until('the function was asked', () => asked.length === 1);
      const second = simulator.consumer();
      await second.says('two');
      await second.hears('You said: two');
      expect(asked).to.deep.equal([first.id, second.id]);
      expect(saidByBrand(simulator, first.conversationId)).to.deep.equal([]);
    });
  });

  it('hear who comes and goes, and what the consumer does', async () => {
    await using simulator = await startSimulator({
      bots: [{ username: 'agent' }, { username: 'manager', profile: 'agentManager' }],
    });
    const [user, colleagueUser = user] = simulator.bots;
    const seen: string[] = [];

    class ObservantBot extends EchoBot {
      @OnParticipant()
      noteMove({ change, participant }: ParticipantChange): void {
        seen.push(`${participant.role} ${change}`);
      }

      @OnParticipant('left')
      noteLeave({ participant }: ParticipantChange): void {
        seen.push(`${participant.role} is gone`);
      }

      @OnConsumerState('COMPOSING')
      noteTyping({ state }: ConsumerStateChange): void {
        seen.push(state);
      }
    }

    await using bot = new ObservantBot(wayTo(simulator, user), brisk);
    await bot.start();
    const consumer = simulator.consumer();
    await consumer.says('one');
    await consumer.hears('You said: one');
    await consumer.publish({ type: 'ChatStateEvent', chatState: 'COMPOSING' });
    await consumer.publish({ type: 'ChatStateEvent', chatState: 'ACTIVE' });

    await using colleague = new EchoBot(wayTo(simulator, colleagueUser), {
      ...brisk,
      agentState: 'AWAY',
      watch: 'all',
    });
    await colleague.start();
    await bot.conversations.get(consumer.conversationId ?? '')?.request('.ams.cm.UpdateConversationField', {
      conversationId: consumer.conversationId ?? '',
      conversationField: [{ field: 'ParticipantsChange', type: 'ADD', role: 'MANAGER', userId: colleagueUser.oldId }],
    });
    const joined = (): boolean => colleague.conversations.has(consumer.conversationId ?? '');
    await until('the colleague takes part', joined);
    await colleague.conversations.get(consumer.conversationId ?? '')?.leave();
    await until('the bot has seen him go', () => seen.includes('MANAGER is gone'));
    expect(seen).to.deep.equal(['COMPOSING', 'MANAGER joined', 'MANAGER left', 'MANAGER is gone']);
  });

  describe('that fail', () => {
    class FragileBot extends EchoBot {
      readonly attempts: string[] = [];
      readonly failures: HandlerFailure[] = [];

      @OnMessage(/^fail/)
      async fail(message: Message): Promise<void> {
        this.attempts.push(`${message.text} ${message.redelivered}`);
        await message.reply('Let me see …');
        if (this.attempts.length < Number(message.text.split(' ')[1])) throw new Error('out of luck');
        await message.reply('There it is.');
      }

      @OnHandlerError()
      async apologize(failure: HandlerFailure): Promise<void> {
        this.failures.push(failure);
        await failure.conversation.send('Sorry, that went wrong.');
      }
    }

    it('are tried again, and what they have said is not said again', async () => {
      await using simulator = await startSimulator();
      await using bot = new FragileBot(wayTo(simulator), brisk);
      await bot.start();
      const consumer = simulator.consumer();
      await consumer.says('fail 3');
      await consumer.hears('There it is.');
      expect(bot.attempts).to.deep.equal(['fail 3 false', 'fail 3 true', 'fail 3 true']);
      expect(saidByBrand(simulator, consumer.conversationId)).to.deep.equal(['Hello!', 'Let me see …', 'There it is.']);
      expect(bot.failures).to.deep.equal([]);
    });

    it('are given up after the last attempt, and the dialog goes on', async () => {
      await using simulator = await startSimulator();
      await using bot = new FragileBot(wayTo(simulator), brisk);
      await bot.start();
      const consumer = simulator.consumer();
      const deadLettered = told(bot, 'deadLettered');
      const failing = await consumer.says('fail 4');
      await consumer.says('two');
      await consumer.hears('Sorry, that went wrong.');
      await consumer.hears('You said: two');

      expect(bot.attempts).to.have.length(3);
      const [{ error, attempts, message, conversation } = { error: undefined }] = bot.failures;
      expect(error).to.include({ code: 'HANDLER_FAILED' });
      expect(error?.cause).to.include({ message: 'out of luck' });
      expect({ attempts, text: message?.text, id: conversation?.id }).to.deep.equal({
        attempts: 3,
        text: 'fail 4',
        id: consumer.conversationId,
      });
      expect(await deadLettered).to.include({ sequence: failing });
      await until('the message is marked READ all the same', () =>
        readByBrand(simulator, consumer.conversationId).includes(failing),
      );
    });

    it('harm neither other dialogs nor the session, and are logged', async () => {
      await using simulator = await startSimulator();
      const logged: string[] = [];
      const logger = { ...silentLogger, error: (facts: object) => void logged.push(JSON.stringify(facts)) };

      class CarelessBot extends EchoBot {
        @OnSession('live')
        failLive(): never {
          throw new Error('careless');
        }

        @OnSession('interrupted')
        async failInterrupted(_: BotEvents['interrupted']): Promise<never> {
          return Promise.reject(new Error('careless'));
        }

        @OnClose()
        failClose(): never {
          throw new Error('careless');
        }

        @OnConsumerState()
        failState(): never {
          throw new Error('careless');
        }

        @OnHandlerError()
        failError(): never {
          throw new Error('careless');
        }

        @OnMessage('fail')
        failMessage(): never {
          throw new Error('careless');
        }
      }

      await using bot = new CarelessBot(wayTo(simulator), { ...brisk, logger });
      await bot.start();
      const consumer = simulator.consumer();
      await consumer.publish({ type: 'ChatStateEvent', chatState: 'COMPOSING' }).catch(() => {});
      await consumer.says('fail');
      await consumer.says('one');
      await consumer.hears('You said: one');
      const recovered = told(bot, 'recovered');
      simulator.cutSockets();
      await recovered;
      await consumer.close({ survey: false });
      await until('the conversation has ended for the bot', () => bot.conversations.size === 0);

      const another = simulator.consumer();
      await another.says('two');
      await another.hears('You said: two');
      expect(conversationOf(simulator, consumer.conversationId).stage).to.equal('CLOSE');
      // Like records in a row are merged, so the first failure stands for the others.
      expect(logged[0]).to.contain('CarelessBot.failLive');
    });

    it('may be those that greet: the messages are answered all the same', async () => {
      await using simulator = await startSimulator();
      let attempts = 0;

      class ShyBot extends Bot {
        @OnConversation()
        greet(): never {
          attempts += 1;
          throw new Error('too shy');
        }

        @OnMessage()
        async echo(message: Message): Promise<void> {
          await message.reply(`You said: ${message.text}`);
        }
      }

      await using bot = new ShyBot(wayTo(simulator), brisk);
      await bot.start();
      const consumer = simulator.consumer();
      await consumer.says('one');
      await consumer.hears('You said: one');
      expect(attempts).to.equal(3);
    });
  });

  it('that take too long are told so by their signal, and count as failed', async () => {
    await using simulator = await startSimulator();
    const failed = new Door();
    const failures: HandlerFailure[] = [];
    let aborted = 0;

    class EndlessBot extends Bot {
      @OnMessage('wait')
      async wait({ signal }: Message): Promise<void> {
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        aborted += 1;
      }

      @OnMessage()
      async echo(message: Message): Promise<void> {
        await message.reply(`You said: ${message.text}`);
      }

      @OnHandlerError()
      note(failure: HandlerFailure): void {
        failures.push(failure);
        failed.open();
      }
    }

    await using bot = new EndlessBot(wayTo(simulator), { ...brisk, handlerTimeout: 20 });
    await bot.start();
    const consumer = simulator.consumer();
    await consumer.says('wait');
    await failed.opened;
    await consumer.says('one');
    await consumer.hears('You said: one');
    expect(aborted).to.equal(3);
    expect(failures[0]?.error).to.be.an.instanceOf(HandlerTimeoutError);
    expect(failures[0]?.attempts).to.equal(3);
  });
});
