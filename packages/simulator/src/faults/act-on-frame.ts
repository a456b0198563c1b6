import { isObject, type JsonObject, readText } from '@holdfast/core/protocol';
import type { PlatformSocket } from '../hooks.js';
import { actOnSocket, isSocketAction } from './act-on-socket.js';
import type { FrameChange, FramePassage } from './fault-action.js';
import type { Claim, FaultEngine } from './fault-engine.js';
import type { FrameRule } from './fault-rule.js';

/** One frame on its way, in either direction. */
export interface PassingFrame {
  readonly socket: PlatformSocket;
  readonly frame: JsonObject;
  /** Names its type and direction. */
  readonly key: string;
  readonly deliver: (frame: JsonObject) => void;
}

export function actOnFrame(engine: FaultEngine, claim: Claim<FrameRule>, passing: PassingFrame): void {
  const { action } = claim.rule;
  if (typeof action === 'object' && ('replaceWith' in action || 'inject' in action)) {
    const frames = framesOf(action, passing.frame, claim);
    if (frames !== undefined) claim.acted();
    for (const frame of frames ?? [passing.frame]) passing.deliver(frame);
    return;
  }
  claim.acted();
  if (isSocketAction(action)) {
    actOnSocket(engine, action, passing.socket);
    if (action === 'thaw') passing.deliver(passing.frame);
  } else act(engine, action, passing);
}

/** What is to pass; `undefined` if the rule could not say. */
function framesOf(action: FrameChange, frame: JsonObject, claim: Claim<FrameRule>): readonly JsonObject[] | undefined {
  const field = 'replaceWith' in action ? 'replaceWith' : 'inject';
  try {
    const given = 'replaceWith' in action ? action.replaceWith : action.inject;
    const made: unknown = typeof given === 'function' ? given(structuredClone(frame)) : given;
    if (!isObject(made)) throw new TypeError(`${field} must give a frame, which is an object`);
    return field === 'replaceWith' ? [made] : [frame, made];
  } catch (error) {
    claim.failed(`action.${field}`, error);
    return undefined;
  }
}

function act(engine: FaultEngine, action: FramePassage, { socket, frame, key, deliver }: PassingFrame): void {
  if (action === 'drop') return;
  if (action === 'duplicate') {
    deliver(frame);
    deliver(structuredClone(frame));
  } else if (action === 'reorder') engine.held.hold(socket, key, () => deliver(frame));
  else if ('delay' in action) engine.timers.after(engine.msOf(action.delay), () => deliver(frame));
  else if ('raw' in action) {
    deliver(frame);
    socket.sendRaw(action.raw);
  } else {
    const { code, body, type = '.ams.StringResp' } = action.answer;
    const reqId = readText(frame['id'], 64) ?? '';
    socket.send({ kind: 'resp', reqId, code, type, ...(body === undefined ? {} : { body }) });
  }
}
