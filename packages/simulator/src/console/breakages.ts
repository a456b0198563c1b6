import { field } from '@holdfast/core/protocol';
import type { FaultHandle } from '../faults/active-rule.js';
import type { FrameAction } from '../faults/fault-action.js';
import type { FrameMatch } from '../faults/fault-match.js';
import type { Faults } from '../faults/faults.js';
import type { Breakage, Damage } from './breakage.js';

/** Long enough to see it, short enough to wait for it. */
const HOLD_UP = 5_000;
const DOWN = 3_000;

/** Everything that the console can break, by id, in the order in which it is shown. */
export const breakages: Readonly<Record<string, Breakage>> = {
  'cut-socket': {
    label: 'Cut the socket',
    explains: 'The connection of the bot is reset. It should be back within seconds, and miss nothing.',
    target: 'bot',
    kind: 'once',
    rules: ['cut'],
    begin: (faults) => done(() => faults.cut()),
  },
  'freeze-socket': {
    label: 'Freeze the socket',
    explains:
      'The open connection stays and carries nothing more, as when a cable is cut far away. A new one works. The bot should notice the silence within ten seconds.',
    target: 'bot',
    kind: 'switch',
    rules: ['freeze'],
    begin: (faults) => {
      faults.freeze();
      return { isActive: () => faults.frozen > 0, end: () => void faults.thaw() };
    },
  },
  'refuse-connects': {
    label: 'Refuse connects',
    explains: 'An open connection stays, a new one is refused. Cut the socket too, and see how the waits grow.',
    target: 'platform',
    kind: 'switch',
    rules: ['refuse-connects'],
    begin: (faults) =>
      held(faults.add({ name: 'refuse-connects', match: { connect: 'agent' }, action: 'refuse', times: Infinity })),
  },
  'expire-bearer': {
    label: 'Expire the bearer',
    explains:
      'The bearer is refused from now on, and the open connection stays. The bot takes a new one when it refreshes, or connects again: cut the socket to see it.',
    target: 'bot',
    kind: 'once',
    rules: ['expireBearers'],
    begin: (faults) => done(() => faults.expireBearers()),
  },
  'login-401': {
    label: 'Refuse logins (401)',
    explains:
      'The platform does not know the bot any more. Expire the bearer and cut the socket: the bot asks again slowly, so that its user is not locked.',
    target: 'platform',
    kind: 'switch',
    rules: ['login-401'],
    begin: (faults) => loginAnswers(faults, 401),
  },
  'login-503': {
    label: 'Fail logins (503)',
    explains: 'The login service is down. Expire the bearer and cut the socket: the bot tries again in growing waits.',
    target: 'platform',
    kind: 'switch',
    rules: ['login-503'],
    begin: (faults) => loginAnswers(faults, 503),
  },
  'delay-next': {
    label: 'Delay the next message',
    explains: 'What the consumer says next reaches the bot five seconds late.',
    target: 'bot',
    kind: 'once',
    rules: ['delay-next'],
    begin: (faults) => onNextMessage(faults, 'delay-next', { delay: HOLD_UP }),
  },
  'drop-next': {
    label: 'Drop the next message',
    explains:
      'The bot is not told what the consumer says next. It should find it in the history as soon as the message after it arrives.',
    target: 'bot',
    kind: 'once',
    rules: ['drop-next'],
    begin: (faults) => onNextMessage(faults, 'drop-next', 'drop'),
  },
  'duplicate-next': {
    label: 'Duplicate the next message',
    explains: 'The bot is told twice what the consumer says next. It should answer once.',
    target: 'bot',
    kind: 'once',
    rules: ['duplicate-next'],
    begin: (faults) => onNextMessage(faults, 'duplicate-next', 'duplicate'),
  },
  'restart-platform': {
    label: 'Restart the platform',
    explains: 'Every connection ends, and nobody is let in for three seconds. What was said is kept.',
    target: 'platform',
    kind: 'once',
    rules: ['restart'],
    begin: (faults) => held(faults.restart({ downFor: DOWN })),
  },
};

function done(act: () => unknown): Damage {
  act();
  return { isActive: () => false, end: () => undefined };
}

const held = (rule: FaultHandle): Damage => ({ isActive: () => !rule.isOver, end: () => rule.remove() });

const loginAnswers = (faults: Faults, status: number): Damage =>
  held(
    faults.add({
      name: `login-${status}`,
      match: { request: 'login' },
      action: { answer: { status } },
      times: Infinity,
    }),
  );

/** The next thing that a consumer says, on its way to the bot. */
const said: FrameMatch = {
  frame: 'toClient',
  of: 'agent',
  where: ({ body }) =>
    field(field(body, 'originatorMetadata'), 'role') === 'CONSUMER' &&
    ['ContentEvent', 'RichContentEvent'].includes(String(field(field(body, 'event'), 'type'))),
};

const onNextMessage = (faults: Faults, name: string, action: FrameAction): Damage =>
  held(faults.add({ name, match: said, action }));
