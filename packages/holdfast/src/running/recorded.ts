import type { Platform } from '@holdfast/core/internal';
import type { RecordingOptions } from '@holdfast/recording';
import { loadPeer } from '../cli/process/load-peer.js';

/**
 * The platform, with its bot's session written into a file if somebody wants that. Who does not needs no package for it.
 *
 * @throws ConfigurationError if the package is missing, or for an option that cannot work.
 */
export async function recorded(platform: Platform, record: string | RecordingOptions | undefined): Promise<Platform> {
  if (record === undefined) return platform;
  const { recording } = await loadPeer('@holdfast/recording', () => import('@holdfast/recording'));
  return recording(platform, typeof record === 'string' ? { file: record } : record);
}
