import type { FileDoor } from '../conversation/voice.js';
import { ConfigurationError } from '../errors/configuration.js';
import { StoppedError } from '../errors/connection.js';
import { UnexpectedAnswerError } from '../errors/platform.js';
import type { Call } from '../ports/call.js';
import type { FileStorage } from '../ports/file-storage.js';
import { type Domains, Service } from '../protocol/domains.js';

export interface FileDeskParts {
  readonly storage: FileStorage | undefined;
  /** Known once the session has asked the domain service. */
  readonly domains: Domains | undefined;
  readonly terms: Omit<Call, 'signal'>;
  /** Of the bot's life, and with it of every transfer. */
  readonly ends: AbortSignal;
}

/** The way of this bot's conversations to the file storage. */
export class FileDesk {
  constructor(private readonly parts: FileDeskParts) {}

  /** @param signal of the handler that the transfer belongs to, if it belongs to one. */
  door(signal?: AbortSignal): FileDoor {
    return {
      put: async (path, bytes) => this.#storage.put(this.#url(path), bytes, this.#call(signal)),
      get: async (path, limit) => this.#storage.get(this.#url(path), limit, this.#call(signal)),
    };
  }

  #call(signal: AbortSignal | undefined): Call {
    const { ends, terms } = this.parts;
    return { ...terms, signal: signal === undefined ? ends : AbortSignal.any([ends, signal]) };
  }

  get #storage(): FileStorage {
    const { storage } = this.parts;
    if (storage !== undefined) return storage;
    throw new ConfigurationError(
      'files',
      'This platform was made without a file storage. liveperson() brings one along.',
    );
  }

  /** The domain service says where the storage is; the messaging service only what lies there. */
  #url(path: string): string {
    const { domains } = this.parts;
    if (domains === undefined)
      throw new StoppedError('No file was carried: the bot is not running. Call start() first.');
    const origin = domains.origin(Service.fileStorage);
    const url = new URL(path, origin);
    if (url.origin === new URL(origin).origin) return url.href;
    throw new UnexpectedAnswerError('The address of a file leads away from the file storage. Nothing was sent there.');
  }
}
