import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that somebody still holds. What the garbage collector has not come to yet would make it a lottery. */
export function liveHeap(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
