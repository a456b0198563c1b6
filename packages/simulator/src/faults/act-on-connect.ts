import { STATUS_CODES } from 'node:http';
import { WebSocketServer } from 'ws';
import type { UpgradeAttempt } from '../hooks.js';
import { resetConnection } from '../reset-connection.js';
import type { ConnectAction, FaultHttpAnswer } from './fault-action.js';
import type { FaultEngine } from './fault-engine.js';
import { bodyBytes, headersOf } from './http-answer.js';

/** Resolves to `true` if the upgrade was dealt with. */
export async function actOnConnect(
  engine: FaultEngine,
  action: ConnectAction,
  { request, socket }: UpgradeAttempt,
): Promise<boolean> {
  if (typeof action === 'object' && 'delay' in action) {
    await engine.timers.wait(engine.msOf(action.delay));
    return false;
  }
  if (typeof action === 'object' && 'close' in action) {
    const accepting = new WebSocketServer({ noServer: true, perMessageDeflate: false });
    accepting.handleUpgrade(request, socket, Buffer.alloc(0), (webSocket) => {
      webSocket.on('error', () => webSocket.terminate());
      webSocket.close(action.close, action.reason);
    });
    return true;
  }
  // Nothing reads this connection any more, so nothing else would notice that its client left.
  socket.resume().on('end', () => socket.destroy());
  if (action === 'refuse') resetConnection(socket);
  else if (typeof action === 'object' && 'answer' in action) socket.end(responseText(action.answer));
  else if (typeof action === 'object') {
    const drip = drips();
    const stop = engine.timers.every(action.trickle.every, () => socket.write(drip()));
    socket.on('close', stop);
  }
  return true;
}

function responseText(answer: FaultHttpAnswer): Buffer {
  const body = bodyBytes(answer);
  const headers = Object.entries({ Connection: 'close', 'Content-Length': body.length, ...headersOf(answer) });
  const head = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

const HEAD = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Padding: ';

/** The bytes of a promising answer, one at a time; its last header never ends. */
function drips(): () => string {
  let sent = 0;
  return () => HEAD[sent++] ?? 'x';
}
