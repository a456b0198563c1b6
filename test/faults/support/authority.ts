import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export interface Wanted {
  /** As OpenSSL writes them. @default localhost and 127.0.0.1 */
  readonly names?: string;
  /** From now; may be negative. @default 2 */
  readonly days?: number;
}

/** A certificate authority that nobody trusts by itself, for as long as a test runs. */
export class Authority implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'holdfast-faults-'));
  #issued = 0;

  constructor() {
    const form = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '3650'];
    this.#openssl('req', ...form, '-subj', '/CN=Faults', '-keyout', this.#path('ca.key'), '-out', this.#path('ca.pem'));
  }

  get pem(): string {
    return readFileSync(this.#path('ca.pem'), 'utf8');
  }

  issue({ names = 'DNS:localhost,IP:127.0.0.1', days = 2 }: Wanted = {}): Certificate {
    const [key, request, cert, extensions] = ['key', 'csr', 'pem', 'ext'].map((kind) =>
      this.#path(`${this.#issued}.${kind}`),
    ) as [string, string, string, string];
    this.#issued += 1;
    writeFileSync(extensions, `subjectAltName=${names}\n`);
    const form = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=platform'];
    this.#openssl('req', ...form, '-keyout', key, '-out', request);
    const signing = ['-CA', this.#path('ca.pem'), '-CAkey', this.#path('ca.key'), '-CAcreateserial'];
    const what = ['-days', String(days), '-extfile', extensions, '-out', cert];
    this.#openssl('x509', '-req', '-in', request, ...signing, ...what);
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  #openssl(...args: readonly string[]): void {
    execFileSync('openssl', args, { stdio: 'pipe' });
  }
}
