/** How long a second is, for who measures whether it was longer. */
export const SECOND = 1_000;

/** Is looked after once a second. */
export interface Looking {
  look(): void;
}

const looking = new Set<Looking>();
let timer: NodeJS.Timeout | undefined;

/** Calls it every second; the first time within one. All bots of a process share a timer, which holds no process open. */
export function lookEverySecond(one: Looking): void {
  looking.add(one);
  timer ??= setTimeout(lookAtAll, SECOND).unref();
}

export function lookNoMore(one: Looking): void {
  looking.delete(one);
  if (looking.size > 0) return;
  clearTimeout(timer);
  timer = undefined;
}

function lookAtAll(): void {
  timer?.refresh();
  for (const one of looking) one.look();
}
