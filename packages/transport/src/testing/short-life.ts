import { dialled } from './dialled.js';

/** A program that opens and closes one socket to the address it is given, and then has nothing left to wait for. */
const { socket, seen } = dialled(process.argv[2] ?? '', { close: 600_000, open: 600_000 });
await seen.seen('opened');
void socket.request({ type: '.x', body: {}, timeout: 600_000 }).catch(() => {});
socket.close();
await seen.end();
