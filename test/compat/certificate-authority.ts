import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface LocalCertificate {
  /** The file of the authority that vouches for it, as NODE_EXTRA_CA_CERTS takes it. */
  readonly authorityFile: string;
  readonly key: string;
  readonly cert: string;
}

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const NAMES = 'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n';

/** Makes an authority of its own, and a certificate of it for localhost and 127.0.0.1, all in this folder. */
export function certifyLocalhost(folder: string): LocalCertificate {
  const file = (name: string) => join(folder, name);
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const authority = { key: file('authority-key.pem'), cert: file('authority.pem') };
  const server = { key: file('key.pem'), request: file('request.pem'), cert: file('cert.pem'), names: file('names') };
  writeFileSync(server.names, NAMES);
  openssl('req', '-x509', ...KEY, '-days', '1', '-subj', '/CN=test', '-keyout', authority.key, '-out', authority.cert);
  openssl('req', ...KEY, '-subj', '/CN=localhost', '-keyout', server.key, '-out', server.request);
  const signing = ['-CA', authority.cert, '-CAkey', authority.key, '-CAcreateserial', '-extfile', server.names];
  openssl('x509', '-req', '-in', server.request, ...signing, '-days', '1', '-out', server.cert);
  return {
    authorityFile: authority.cert,
    key: readFileSync(server.key, 'utf8'),
    cert: readFileSync(server.cert, 'utf8'),
  };
}
