import { type Agent, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { ConnectionOptions } from 'node:tls';
import { ConsumerRefusedError, type SimulatorError } from '../errors.js';

export interface PostOptions {
  readonly body?: unknown;
  readonly tls?: ConnectionOptions | undefined;
  readonly agent?: Agent | undefined;
  /** What it rejects with for any other answer than a JSON with 200. @default ConsumerRefusedError */
  readonly Refused?: new (status: number, message: string, options?: ErrorOptions) => SimulatorError;
}

/** Posts to the platform on a connection of its own, so that nothing stays open afterwards; gives the JSON answer. */
export function postJson(
  url: string,
  { body, tls, agent, Refused = ConsumerRefusedError }: PostOptions = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
    const request = url.startsWith('https:') ? secureRequest : plainRequest;
    const sent = request(url, { ...tls, method: 'POST', agent: agent ?? false, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode = 0 } = response;
        if (statusCode !== 200) {
          const { pathname } = new URL(url);
          reject(new Refused(statusCode, `The platform answered POST ${pathname} with HTTP ${statusCode}.`));
          return;
        }
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')));
        } catch (error) {
          reject(
            new Refused(statusCode, 'The platform answered with a body that is not JSON.', {
              cause: error,
            }),
          );
        }
      });
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
