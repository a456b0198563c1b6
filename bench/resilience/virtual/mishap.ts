import type { Platform as Simulator } from '@holdfast/simulator';

/** Something that goes wrong at a platform. Consumers are not touched by it: they are the ones who wait for answers. */
export interface Mishap {
  readonly name: string;
  /** Whether it takes a bearer away that had worked. Three of these within five minutes end a bot, by design. */
  readonly evicts?: true;
  readonly happen: (simulator: Simulator, bot: string) => void;
}

const closes = [1000, 1001, 1006, 1008, 1011, 1012, 1013, 4999].map((code): Mishap => ({
  name: code === 1006 ? 'reset' : `close ${code}`,
  happen: ({ faults }) => faults.cut(code === 1006 ? {} : { code }),
}));

/** What the next dials meet, after the socket was cut. */
const dials: readonly Mishap[] = [
  { name: 'connects refused for 20 s', happen: ({ faults }) => (faults.refuseConnects({ for: 20_000 }), faults.cut()) },
  {
    name: 'two upgrades hang',
    happen: ({ faults }) => (faults.add({ match: { connect: 'agent' }, action: 'hang', times: 2 }), faults.cut()),
  },
  {
    name: 'an upgrade trickles',
    happen: ({ faults }) => (
      faults.add({ match: { connect: 'agent' }, action: { trickle: { every: 1_000 } } }),
      faults.cut()
    ),
  },
  {
    name: 'an upgrade answers 503',
    happen: ({ faults }) => (
      faults.add({
        match: { connect: 'agent' },
        action: { answer: { status: 503, headers: { 'Retry-After': '7' } } },
        times: 2,
      }),
      faults.cut()
    ),
  },
  {
    name: 'closed as soon as open',
    happen: ({ faults }) => (
      faults.add({ match: { connect: 'agent' }, action: { close: 1013 }, times: 2 }),
      faults.cut()
    ),
  },
];

const evictions: readonly Mishap[] = [
  { name: 'kicked with 4401', evicts: true, happen: (simulator, username) => simulator.kick({ username }) },
  {
    name: 'bearer gone, socket cut',
    evicts: true,
    happen: ({ faults }, username) => (faults.expireBearers(username), faults.cut()),
  },
  {
    name: 'bearer gone, login answers 503',
    evicts: true,
    happen: ({ faults }, username) => (
      faults.loginAnswers(503, { times: 2 }),
      faults.expireBearers(username),
      faults.cut()
    ),
  },
];

const frames: readonly Mishap[] = [
  { name: 'socket frozen for 30 s', happen: ({ faults }) => faults.freeze({ for: 30_000 }) },
  { name: 'socket frozen for good', happen: ({ faults }) => faults.freeze() },
  {
    name: 'message not delivered',
    happen: ({ faults }) =>
      faults.add({ match: { frame: 'toClient', of: 'agent', type: 'MessagingEventNotification' }, action: 'drop' }),
  },
  {
    name: 'message delivered twice',
    happen: ({ faults }) =>
      faults.add({
        match: { frame: 'toClient', of: 'agent', type: 'MessagingEventNotification' },
        action: 'duplicate',
      }),
  },
  {
    name: 'frames delayed',
    happen: ({ faults }) =>
      faults.add({
        match: { frame: 'toClient', of: 'agent' },
        action: { delay: { from: 100, to: 9_000 } },
        times: 5,
      }),
  },
  {
    name: 'answer to a reply lost',
    happen: ({ faults }) =>
      faults.add({ match: { frame: 'toClient', of: 'agent', answerTo: 'PublishEvent' }, action: 'drop' }),
  },
  {
    name: 'cut as a reply arrives',
    happen: ({ faults }) =>
      faults.add({ match: { frame: 'toServer', of: 'agent', type: 'PublishEvent' }, action: 'reset' }),
  },
  {
    name: 'garbage between frames',
    happen: ({ faults }) =>
      faults.add({ match: { frame: 'toClient', of: 'agent' }, action: { raw: '{"kind":[' }, times: 3 }),
  },
  {
    name: 'clock not answered',
    happen: ({ faults }) =>
      faults.add({ match: { frame: 'toServer', of: 'agent', type: 'GetClock' }, action: 'drop', times: 2 }),
  },
];

const rest: readonly Mishap[] = [
  {
    name: 'domain service answers 500, socket cut',
    happen: ({ faults }) => (
      faults.add({ match: { request: 'csds' }, action: { answer: { status: 500 } }, times: 2 }),
      faults.cut()
    ),
  },
  {
    name: 'refresh answers 500',
    happen: ({ faults }) => faults.add({ match: { request: 'refresh' }, action: { answer: { status: 500 } } }),
  },
  {
    name: 'answer to a refresh lost',
    happen: ({ faults }) => faults.add({ match: { request: 'refresh' }, action: 'loseAnswer' }),
  },
];

export const mishaps: readonly Mishap[] = [...closes, ...dials, ...evictions, ...frames, ...rest];
