import type { Outage } from './outage.js';

const closes = [1000, 1001, 1006, 1008, 1011, 1012, 1013, 4999].map((code): Outage => ({
  name: code === 1006 ? 'the connection is reset' : `the socket is closed with ${code}`,
  happen: ({ faults }) => faults.cut(code === 1006 ? {} : { code }),
}));

/** What the next dials meet, after the socket was cut. */
const dials: readonly Outage[] = [
  {
    name: 'connects are refused for 20 s',
    happen({ faults }) {
      faults.refuseConnects({ for: 20_000 });
      faults.cut();
    },
  },
  {
    name: 'two upgrades hang',
    happen({ faults }) {
      faults.add({ match: { connect: 'agent' }, action: 'hang', times: 2 });
      faults.cut();
    },
  },
  {
    name: 'an upgrade answers 503',
    happen({ faults }) {
      faults.add({ match: { connect: 'agent' }, action: { answer: { status: 503 } }, times: 2 });
      faults.cut();
    },
  },
  {
    name: 'the next sockets are closed as soon as they are open',
    happen({ faults }) {
      faults.add({ match: { connect: 'agent' }, action: { close: 1013 }, times: 2 });
      faults.cut();
    },
  },
  {
    name: 'the domain service answers 500',
    happen({ faults }) {
      faults.add({ match: { request: 'csds' }, action: { answer: { status: 500 } }, times: 2 });
      faults.cut();
    },
  },
];

const evictions: readonly Outage[] = [
  { name: 'the bot is kicked out', evicts: true, happen: (platform, username) => platform.kick({ username }) },
  {
    name: 'the bearer is gone, and login answers 503',
    evicts: true,
    happen({ faults }, username) {
      faults.loginAnswers(503, { times: 2 });
      faults.expireBearers(username);
      faults.cut();
    },
  },
];

const message = 'MessagingEventNotification';

const frames: readonly Outage[] = [
  {
    name: 'the socket is half-open',
    happen: ({ faults }) => faults.freeze(),
    // What was on its way is lost with the connection.
    repair: ({ faults }) => faults.cut(),
  },
  {
    name: 'a message is not delivered',
    happen({ faults }) {
      faults.add({ match: { frame: 'toClient', of: 'agent', type: message }, action: 'drop' });
    },
  },
  {
    name: 'a message is delivered twice',
    happen({ faults }) {
      faults.add({ match: { frame: 'toClient', of: 'agent', type: message }, action: 'duplicate' });
    },
  },
  {
    name: 'frames are late',
    happen({ faults }) {
      faults.add({ match: { frame: 'toClient', of: 'agent' }, action: { delay: { from: 100, to: 9_000 } }, times: 5 });
    },
  },
  {
    name: 'the answer to a reply is lost',
    happen({ faults }) {
      faults.add({ match: { frame: 'toClient', of: 'agent', answerTo: 'PublishEvent' }, action: 'drop' });
    },
  },
  {
    name: 'the connection is reset as a reply arrives',
    happen({ faults }) {
      faults.add({ match: { frame: 'toServer', of: 'agent', type: 'PublishEvent' }, action: 'reset' });
    },
  },
];

/** Outages that a bot meets in a bad year, from which `arena.outages()` draws. */
export const outageKinds: readonly Outage[] = Object.freeze([...closes, ...dials, ...evictions, ...frames]);
