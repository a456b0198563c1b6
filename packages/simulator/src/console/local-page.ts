import type { IncomingMessage } from 'node:http';
import { isLoopbackHost, isLoopbackOrigin } from '@holdfast/console/internal';
import { Refusal } from '../refusal.js';

const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;

/**
 * Lets only this machine in, and only under its own names: a stranger's page could make its own name lead here.
 *
 * @throws Refusal 403
 */
export function checkLocalPage({ headers, socket }: IncomingMessage): void {
  const { remoteAddress } = socket;
  const isNear = remoteAddress === undefined || LOOPBACK.test(remoteAddress);
  if (!isNear || !isLoopbackHost(headers.host)) throw new Refusal(403, 'the console is for this machine only');
  if (headers.origin !== undefined && !isLoopbackOrigin(headers.origin)) {
    throw new Refusal(403, 'the console is for its own page only');
  }
}

/**
 * Lets only the page of this server change something: its origin is named, and it sends what no form can send.
 *
 * @throws Refusal 403, 415
 */
export function checkOwnPage(request: IncomingMessage): void {
  checkLocalPage(request);
  const { host = '', origin = '', 'content-type': type = '' } = request.headers;
  if (origin.replace(/^https?:\/\//, '') !== host) throw new Refusal(403, 'the console is for its own page only');
  if (!/^application\/json(?:;|$)/i.test(type)) throw new Refusal(415, 'the body must be application/json');
}
