import type { Mutation } from '../../nemesis/mutants/mutate.js';

/** A session machine with one fault of its own. */
export interface SessionMutant extends Mutation {
  /** What the model test says of it. */
  readonly verdict: RegExp;
}

/** The names are those of the table in docs/session.md. */
export const sessionMutants: readonly SessionMutant[] = [
  {
    name: 'a socket is not closed when its phase ends',
    verdict: /sockets (left|at the time of a dial)/,
    patches: [{ file: 'session/epoch.js', from: 'this.#socket.close();', to: '' }],
  },
  {
    name: 'logins no longer keep five seconds apart',
    verdict: /milliseconds between two logins/,
    patches: [
      {
        file: 'session/login-gate.js',
        from: 'Math.ceil(Math.max(floor, bucket.reserve()))',
        to: 'Math.ceil(bucket.reserve())',
      },
    ],
  },
  {
    name: 'the count of attempts restarts as soon as the session is live',
    verdict: /a usual wait at attempt/,
    patches: [
      {
        file: 'session/reduce.js',
        from: 'return { ...rest, missed, everLive: true };',
        to: 'return { ...rest, missed, everLive: true, attempt: 0, floor: 0 };',
      },
    ],
  },
  {
    name: 'a bearer is kept after it was refused',
    verdict: /bearers that were refused|phase after the last heal/,
    patches: [{ file: 'session/reduce.js', from: '(expired || suspect ||', to: '(suspect ||' }],
  },
  {
    name: 'hosts are never looked up again',
    verdict: /phase after the last heal/,
    patches: [
      {
        file: 'session/reduce.js',
        from: 'rediscover: state.rediscover || event.rediscover === true,',
        to: 'rediscover: false,',
      },
    ],
  },
  {
    name: 'a lost dial leads back without waiting',
    verdict: /connecting|to be one of \[ 'waiting', 'closed' \]/,
    patches: [
      {
        file: 'session/table.js',
        from: "opened: 'resuming', interrupted: 'waiting',",
        to: "opened: 'resuming', interrupted: 'discovering',",
      },
    ],
  },
  {
    name: 'refused logins are tried again at the usual pace',
    verdict: /the wait after a refused login/,
    patches: [{ file: 'session/reduce.js', from: "event.schedule === 'login' || (is", to: '(is' }],
  },
  {
    name: 'stop is not heard while waiting',
    verdict: /ended in /,
    patches: [
      {
        file: 'session/table.js',
        from: "elapsed: 'discovering', stop: 'closed' }",
        to: "elapsed: 'discovering' }",
      },
    ],
  },
  {
    name: 'held requests are not sent at `live`',
    verdict: /requests held while live/,
    patches: [
      { file: 'session/session.js', from: "if (after.phase === 'live')\n            this.#outbox?.release();", to: '' },
    ],
  },
  {
    name: 'calls are not aborted when their phase ends',
    verdict: /timers left/,
    patches: [{ file: 'session/abortable.js', from: 'return () => controller.abort(', to: 'return () => void (' }],
  },
];
