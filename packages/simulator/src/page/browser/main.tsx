import { applyTheme } from '@holdfast/console/browser';
import { render } from 'preact';
import { Bots } from './bots/bots.js';
import { FaultBoard } from './faults/fault-board.js';
import { ConsoleFeed } from './feed/console-feed.js';
import { People } from './people/people.js';
import { Console } from './view/console.js';

const accountId = document.querySelector<HTMLMetaElement>('meta[name="account"]')?.content ?? '';
const place = document.getElementById('console');

applyTheme();
if (place !== null) {
  const people = new People(accountId, sessionStorage);
  const bots = new Bots();
  const board = new FaultBoard();
  render(<Console people={people} bots={bots} board={board} />, place);
  new ConsoleFeed(board, bots).open();
}
