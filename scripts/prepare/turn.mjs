import { createHash } from 'node:crypto';
import { linkSync, readFileSync, renameSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from './root.mjs';

const BEAT = 1_000;
const DEAD_AFTER = 15_000;

const lock = join(tmpdir(), `holdfast-prepare-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`);

/** Runs the work while no other process works on this checkout; waits for its turn, however long that takes. */
export async function inTurn(work) {
  await acquire();
  const beat = setInterval(() => utimesSync(lock, new Date(), new Date()), BEAT);
  const release = () => remove(lock);
  process.on('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

async function acquire() {
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    for (let tries = 1; !linked(mine); tries += 1) {
      if (tries === 20) console.error('Waiting for another command that prepares this checkout …');
      if (abandoned()) takeAway();
      else await delay(100);
    }
  } finally {
    remove(mine);
  }
}

/** A link appears with its content, so nobody ever reads a lock without an owner. */
function linked(mine) {
  try {
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Its owner is dead, or has not touched it for so long that its process id must be somebody else's by now. */
function abandoned() {
  try {
    if (Date.now() - statSync(lock).mtimeMs > DEAD_AFTER) return true;
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** By renaming, so that of two who find it abandoned only one removes it. */
function takeAway() {
  const aside = `${lock}.${process.pid}.abandoned`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  remove(aside);
}

function remove(path) {
  try {
    unlinkSync(path);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}
