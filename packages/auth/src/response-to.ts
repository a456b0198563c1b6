import type { ClientRequest, IncomingMessage } from 'node:http';

/**
 * The head of the answer. Rejects with the first failure; a second one has nobody to go to. The request ends when the signal
 * does, even while a pool or a proxy has not given it its connection yet.
 */
export const responseTo = (request: ClientRequest, end: AbortSignal): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const fail = (code: string): void => {
      request.destroy();
      reject(Object.assign(new Error('The request has ended.'), { code }));
    };
    request.on('response', resolve);
    request.on('error', reject);
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      fail('ECONNRESET');
    });
    end.addEventListener('abort', () => fail('ABORT_ERR'), { once: true });
  });
