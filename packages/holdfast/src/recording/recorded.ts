import type { Platform } from '@holdfast/core/internal';
import { loadPeer } from '../cli/process/load-peer.js';

/**
 * The platform, with its bot's session written into a file. Who does not ask for it needs no package for it.
 *
 * @throws ConfigurationError if the package is missing.
 */
export async function recorded(platform: Platform, file: string): Promise<Platform> {
  const { recording } = await loadPeer('@holdfast/recording', () => import('@holdfast/recording'));
  return recording(platform, { file });
}
