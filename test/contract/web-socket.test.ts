import type { Platform as Simulator } from '@holdfast/simulator';
import { liveperson, type Platform } from 'holdfast';
import { transportContract } from './transport.contract.js';

const wayTo = ({ accountId, url: csds, bots: [{ credentials }] }: Simulator): Platform =>
  liveperson({ accountId, csds, credentials });

transportContract('The transport of liveperson()', {
  make: () =>
    liveperson({ accountId: '12345678', csds: 'http://127.0.0.1', credentials: { bearer: 'none', userId: '1' } })
      .transport,
  authenticator: (simulator) => wayTo(simulator).authenticator,
});
