import type { Platform } from '@holdfast/core/internal';
import { recordingOptions, type RecordingOptions } from './recording-options.js';
import { type Disk, localDisk } from './tape/disk.js';
import { Tape } from './tape/tape.js';
import { recordAuthenticator } from './wires/record-authenticator.js';
import { recordFiles } from './wires/record-files.js';
import { recordLife } from './wires/record-life.js';
import { recordServices } from './wires/record-services.js';
import { recordTransport } from './wires/record-transport.js';

/**
 * The same platform for one bot, with everything that passes between the two written into a file, from `start()` to the
 * end: frames, outcomes of REST calls, handlers and their outcomes, waits left to chance. Secrets are not among it.
 *
 * The bot never waits for the disk. A disk that is full, slow or gone ends the recording with one record of the bot's
 * log, and nothing else.
 *
 * @throws ConfigurationError for an option that cannot work.
 */
export const recording = (platform: Platform, options: RecordingOptions): Platform =>
  recordingOn(localDisk, platform, options);

/** As `recording`, on another disk. */
export function recordingOn(disk: Disk, platform: Platform, given: RecordingOptions): Platform {
  const options = recordingOptions(given);
  const { accountId, appId, secrets, authenticator, transport, files, services } = platform;
  const tape = new Tape({ options, accountId, appId, secrets, disk });
  const witness = recordLife(tape);
  return Object.freeze<Platform>({
    accountId,
    appId,
    secrets,
    authenticator: recordAuthenticator(authenticator, tape),
    transport: recordTransport(transport, tape),
    ...(files === undefined ? {} : { files: recordFiles(files, tape) }),
    ...(services === undefined ? {} : { services: recordServices(services, tape) }),
    ...(platform.timeouts === undefined ? {} : { timeouts: platform.timeouts }),
    witness,
    /** Made at the first use, as the platform's own. */
    get logger() {
      return platform.logger;
    },
  });
}
