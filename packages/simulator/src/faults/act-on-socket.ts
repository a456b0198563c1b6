import type { PlatformSocket } from '../hooks.js';
import type { FaultAction, OpenAction, SocketAction } from './fault-action.js';
import type { FaultEngine } from './fault-engine.js';

export const isSocketAction = (action: FaultAction): action is SocketAction =>
  action === 'reset' ||
  action === 'freeze' ||
  action === 'thaw' ||
  (typeof action === 'object' && ('close' in action || 'freeze' in action));

export function actOnSocket(
  { timers }: Pick<FaultEngine, 'timers'>,
  action: SocketAction | OpenAction,
  socket: PlatformSocket,
): void {
  if (action === 'reset') socket.reset();
  else if (action === 'freeze') socket.freeze();
  else if (action === 'thaw') socket.thaw();
  else if ('close' in action) socket.close(action.close, action.reason);
  else if ('freeze' in action) {
    socket.freeze();
    timers.after(action.freeze.for, () => socket.thaw());
  } else if ('raw' in action) socket.sendRaw(action.raw);
  else socket.send(action.inject);
}
