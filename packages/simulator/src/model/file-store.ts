import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import { Refusal } from '../refusal.js';

/** An address that lets its holder store or fetch one file for a short time. Source: messaging.md §5.12. */
export interface FileAddress {
  readonly relativePath: string;
  readonly queryParams: { readonly temp_url_sig: string; readonly temp_url_expires: string };
}

export interface StoredFile {
  readonly contentType: string;
  readonly bytes: Buffer;
}

interface Grant {
  readonly path: string;
  readonly method: 'PUT' | 'GET';
  readonly expires: string;
}

export interface FileStoreOptions {
  readonly accountId: string;
  readonly clock: Clock;
  /** How long an address is good, in ms. */
  readonly lifetime: number;
  /** The largest file, in bytes. */
  readonly maxBytes: number;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  JPG: 'image/jpeg',
  JPEG: 'image/jpeg',
  PNG: 'image/png',
  GIF: 'image/gif',
};

/** The file storage of the account, in memory. */
export class FileStore {
  private readonly files = new Map<string, StoredFile>();
  private readonly grants = new Map<string, Grant>();

  constructor(private readonly options: FileStoreOptions) {}

  get maxBytes(): number {
    return this.options.maxBytes;
  }

  /** @throws Refusal for a type that is not an image, or a file that is too large. */
  addressForUpload(fileType: string, fileSize: number): FileAddress {
    if (!Object.hasOwn(CONTENT_TYPES, fileType.toUpperCase())) {
      throw new Refusal(400, 'Bad Request: fileType must be JPG, JPEG, PNG or GIF');
    }
    if (!(fileSize > 0 && fileSize <= this.maxBytes)) {
      throw new Refusal(400, `Bad Request: fileSize must be from 1 to ${this.maxBytes} bytes`);
    }
    return this.grant(`/v1/AUTH_async-images/${this.options.accountId}/${randomUUID()}.${fileType}`, 'PUT');
  }

  /** @throws Refusal 500 for a file that was never uploaded, as the platform does. */
  addressForDownload(relativePath: string): FileAddress {
    if (!this.files.has(relativePath)) throw new Refusal(500, 'Internal Server Error');
    return this.grant(relativePath, 'GET');
  }

  /** @throws Refusal 401 if the address is not good (any longer), 413 if the file is too large. */
  put(path: string, signature: string | null, bytes: Buffer): void {
    this.check(path, signature, 'PUT');
    if (bytes.length > this.maxBytes) throw new Refusal(413, 'the file is too large');
    const extension = path.slice(path.lastIndexOf('.') + 1).toUpperCase();
    this.files.set(path, { contentType: CONTENT_TYPES[extension] ?? 'application/octet-stream', bytes });
  }

  /** @throws Refusal 401 if the address is not good (any longer). */
  get(path: string, signature: string | null): StoredFile {
    this.check(path, signature, 'GET');
    const file = this.files.get(path);
    if (file === undefined) throw new Refusal(404, 'no such file');
    return file;
  }

  private grant(relativePath: string, method: Grant['method']): FileAddress {
    const expires = String(Math.floor((this.options.clock.now() + this.options.lifetime) / 1_000));
    const signature = randomBytes(20).toString('hex');
    this.grants.set(signature, { path: relativePath, method, expires });
    return { relativePath, queryParams: { temp_url_sig: signature, temp_url_expires: expires } };
  }

  private check(path: string, signature: string | null, method: Grant['method']): void {
    const grant = this.grants.get(signature ?? '');
    const good = grant?.path === path && grant.method === method;
    if (!good || Number(grant.expires) * 1_000 < this.options.clock.now()) {
      throw new Refusal(401, 'the address is invalid or has expired');
    }
  }
}
