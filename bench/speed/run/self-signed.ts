import { execFileSync } from 'node:child_process';
import type { Certificate } from '../platform/tiny-platform.js';

/** A certificate for localhost that vouches for itself for a day. Needs openssl. */
export function selfSigned(): Certificate {
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const form = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const output = ['-keyout', '-', '-out', '-'];
  const pem = execFileSync('openssl', ['req', ...form, ...names, ...output], { encoding: 'utf8', stdio: 'pipe' });
  const part = (name: string): string =>
    new RegExp(`-----BEGIN ${name}-----[^-]*-----END ${name}-----`).exec(pem)?.[0] ?? '';
  return { key: part('PRIVATE KEY'), cert: part('CERTIFICATE') };
}
