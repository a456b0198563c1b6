import type { serveSession } from '@holdfast/console';
import type { Bot } from '@holdfast/core';
import { ConfigurationError, ConsoleMissingError } from '@holdfast/core/internal';
import { loadPeer } from '../cli/process/load-peer.js';

const CONSOLE = '@holdfast/console';

interface Console {
  readonly serveSession: typeof serveSession;
}

/**
 * Shows the session of a bot while something lasts, if there is a port for it. Who does not ask for it needs no package
 * for it.
 *
 * @throws ConsoleMissingError, SessionPortError, ConfigurationError
 */
export async function whileShown(bot: Bot, port: number | undefined, lasts: () => Promise<void>): Promise<void> {
  if (port === undefined) return lasts();
  const console = await loadConsole();
  const shown = await console.serveSession(bot, { port, logger: bot.log });
  try {
    await lasts();
  } finally {
    await shown.close();
  }
}

/** @throws ConsoleMissingError */
export const loadConsole = (load: () => Promise<Console> = () => import('@holdfast/console')): Promise<Console> =>
  loadPeer(CONSOLE, load).catch((error: unknown) => {
    throw error instanceof ConfigurationError ? missing(error) : error;
  });

const missing = (cause: Error): ConsoleMissingError =>
  new ConsoleMissingError(
    'sessionPort',
    `The session port needs the package ${CONSOLE}, which is not installed. Run: npm install ${CONSOLE}`,
    { cause },
  );
