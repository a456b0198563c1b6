import type { Socket } from 'node:net';
import { isObject, type JsonObject, readText } from '@holdfast/core/protocol';
import type { Hooks, PlatformSocket } from '../hooks.js';
import { isTooDeep } from '../is-too-deep.js';
import { actOnConnect } from './act-on-connect.js';
import { actOnFrame } from './act-on-frame.js';
import { actOnRequest } from './act-on-request.js';
import { actOnSocket } from './act-on-socket.js';
import { AskedTypes } from './asked-types.js';
import type { FaultEngine } from './fault-engine.js';
import { type FaultPlace, loggedPath } from './fault-log.js';
import type { ConnectRule, FaultRule, FrameRule, OpenRule, RequestRule } from './fault-rule.js';
import { meetsConnect, meetsFrame, meetsOpen, meetsRequest } from './meets.js';

const isConnectRule = (rule: FaultRule): rule is ConnectRule => 'connect' in rule.match;
const isRequestRule = (rule: FaultRule): rule is RequestRule => 'request' in rule.match;
const isFrameRule = (rule: FaultRule): rule is FrameRule => 'frame' in rule.match;
const isOpenRule = (rule: FaultRule): rule is OpenRule => 'open' in rule.match;

/** Puts the rules of an engine between the platform and its clients. */
export function faultHooks(engine: FaultEngine): Hooks {
  const doomed = new WeakSet<Socket>();
  const askedTypes = new AskedTypes();

  const pass = (
    socket: PlatformSocket,
    frame: JsonObject,
    { direction, deliver }: { direction: 'toClient' | 'toServer'; deliver: (frame: JsonObject) => void },
  ) => {
    const type = readText(frame['type'], 128) ?? '';
    const key = `${direction} ${type}`;
    const answerTo = direction === 'toClient' ? askedTypes.answered(socket, frame) : undefined;
    const held = engine.held.take(socket, key);
    if (held) {
      deliver(frame);
      return held();
    }
    const claim = engine.claim({
      kind: isFrameRule,
      meets: ({ match }) => match.frame === direction && meetsFrame(match, { socket, frame, type, answerTo }),
      place: { ...placeOf(socket), kind: 'frame', direction, type },
    });
    if (claim) actOnFrame(engine, claim, { socket, frame, key, deliver });
    else deliver(frame);
  };

  return {
    async request(exchange) {
      const { request, method, path } = exchange;
      if (doomed.has(request.socket)) {
        request.socket.destroy();
        return true;
      }
      const seen = { method, path, headers: request.headers };
      const claim = engine.claim({
        kind: isRequestRule,
        meets: ({ match }) => meetsRequest(match, seen),
        place: { kind: 'request', method, path: loggedPath(path) },
      });
      claim?.acted();
      return claim !== undefined && (await actOnRequest(engine, claim.rule.action, { exchange, doomed }));
    },

    async upgrade(attempt) {
      const { role, request } = attempt;
      const username = engine.options.userOf(request);
      const claim = engine.claim({
        kind: isConnectRule,
        meets: ({ match }) => meetsConnect(match, { role, username, headers: request.headers }),
        place: { kind: 'connect', role, ...named(username) },
      });
      claim?.acted();
      return claim !== undefined && (await actOnConnect(engine, claim.rule.action, attempt));
    },

    opened(socket) {
      engine.opened(socket);
      const claim = engine.claim({
        kind: isOpenRule,
        meets: ({ match }) => meetsOpen(match, socket),
        place: placeOf(socket),
      });
      if (claim === undefined) return;
      const { action, match } = claim.rule;
      const act = () => {
        if (claim.isOver) return;
        if (!engine.sockets.has(socket)) return claim.release();
        claim.acted();
        actOnSocket(engine, action, socket);
      };
      if (match.delayAfterOpen) engine.timers.after(match.delayAfterOpen, act);
      else act();
    },

    incoming(socket, text, deliver) {
      const parsed = engine.isIdle ? undefined : parsedFrame(text);
      if (parsed === undefined) return deliver(text);
      pass(socket, parsed, {
        direction: 'toServer',
        deliver: (passed) => {
          askedTypes.asked(socket, passed);
          deliver(passed === parsed ? text : JSON.stringify(passed));
        },
      });
    },

    outgoing(socket, sent, deliver) {
      if (engine.isIdle) deliver(sent);
      else pass(socket, sent, { direction: 'toClient', deliver });
    },
  };
}

/** The frame in a text; `undefined` for what no rule is asked about. */
function parsedFrame(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && !isTooDeep(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const named = (username: string | undefined) => (username === undefined ? {} : { username });

/** How a fault on this socket is logged. */
export const placeOf = ({ role, number, user }: PlatformSocket): FaultPlace & { readonly kind: 'socket' } => ({
  kind: 'socket',
  role,
  socket: number,
  ...named(user),
});
