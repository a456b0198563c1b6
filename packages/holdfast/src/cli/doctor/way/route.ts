import { type CsdsAddress, csdsAddress } from '@holdfast/auth';
import type { LivePersonOptions } from '../../../liveperson.js';
import { readCertificates } from '../../../options/certificates.js';
import { type Proxy, readProxy } from '../../../proxy/proxy-option.js';

/** How hosts are reached. */
export interface Route {
  readonly csds: CsdsAddress;
  readonly proxy?: Proxy;
  /** Trusted instead of Node's own. */
  readonly ca?: (string | Buffer)[];
}

/** As `liveperson()` reads the same options. */
export const routeOf = ({ csds, proxy, ca }: Pick<LivePersonOptions, 'csds' | 'proxy' | 'ca'>): Route => ({
  csds: csdsAddress(csds),
  ...(proxy === undefined ? {} : { proxy: readProxy(proxy) }),
  ...(ca === undefined ? {} : { ca: readCertificates(ca) }),
});
