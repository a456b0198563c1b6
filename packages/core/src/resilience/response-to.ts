/** As much of a request of Node.js as it takes to wait for its answer; this package knows no `node:http`. */
export interface SentRequest<Response> {
  on(event: 'response', listener: (response: Response) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'upgrade', listener: (response: Response, socket: { destroy(): unknown }) => void): unknown;
  destroy(): unknown;
}

/**
 * The head of the answer. Rejects with the first failure; a second one has nobody to go to. The request ends when the signal
 * does, even while a pool or a proxy has not given it its connection yet.
 */
export const responseTo = <Response>(request: SentRequest<Response>, end: AbortSignal): Promise<Response> =>
  new Promise((resolve, reject) => {
    const fail = (code: string): void => {
      request.destroy();
      reject(Object.assign(new Error('The request has ended.'), { code }));
    };
    request.on('response', resolve);
    request.on('error', reject);
    // Node.js tells no failure where a server switches protocols unasked.
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      fail('ECONNRESET');
    });
    end.addEventListener('abort', () => fail('ABORT_ERR'), { once: true });
  });
