import type { Platform } from '@holdfast/core/internal';
import { loadPeer } from '../cli/process/load-peer.js';

/**
 * The platform, with its bot's session written into a file if there is one. Who does not ask for it needs no package for it.
 *
 * @throws ConfigurationError if the package is missing.
 */
export async function recorded(platform: Platform, file: string | undefined): Promise<Platform> {
  if (file === undefined) return platform;
  const { recording } = await loadPeer('@holdfast/recording', () => import('@holdfast/recording'));
  return recording(platform, { file });
}
