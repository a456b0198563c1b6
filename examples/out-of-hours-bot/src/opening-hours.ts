/** Monday to Friday, 9 to 17 o'clock, in UTC. */
const OPENS = 9;
const CLOSES = 17;
const DAYS = [1, 2, 3, 4, 5];

const HOUR = 3_600_000;

export const isOpen = (now: Date): boolean =>
  DAYS.includes(now.getUTCDay()) && now.getUTCHours() >= OPENS && now.getUTCHours() < CLOSES;

/** When somebody is there again. */
export function nextOpening(now: Date): Date {
  const hour = new Date(now);
  hour.setUTCMinutes(0, 0, 0);
  do hour.setTime(hour.getTime() + HOUR);
  while (!isOpen(hour));
  return hour;
}
