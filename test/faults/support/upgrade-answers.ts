import { createHash } from 'node:crypto';
import type { Meeting } from './relay.js';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** The answer to an upgrade, byte by byte. */
export const answering =
  (answer: string | Buffer): Meeting =>
  (client) =>
    client.end(answer);

/** Never answered; the connection stays. */
export const leftWaiting: Meeting = () => {};

const PROMISING = 'HTTP/1.1 101 Switching Protocols\r\nX-Pad: ';

/** One byte of a promising answer every 10 ms, without end. */
export const trickling: Meeting = (client) => {
  let sent = 0;
  const drip = setInterval(() => client.write(PROMISING[sent++] ?? 'x'), 10);
  client.on('close', () => clearInterval(drip));
};

export const refusing = (status: number, headers: readonly string[] = []): Meeting =>
  answering([`HTTP/1.1 ${status} No`, 'Connection: close', 'Content-Length: 0', ...headers, '', ''].join('\r\n'));

/** A switch of protocols, with whatever else is wished. */
export const switching =
  ({ headers = [], accept }: { readonly headers?: readonly string[]; readonly accept?: string }): Meeting =>
  (client, head) => {
    const key = /sec-websocket-key: (.*)\r\n/i.exec(head)?.[1] ?? '';
    const right = createHash('sha1')
      .update(key + GUID)
      .digest('base64');
    client.write(
      [
        'HTTP/1.1 101 Switching Protocols',
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Accept: ${accept ?? right}`,
        ...headers,
        '',
        '',
      ].join('\r\n'),
    );
  };
