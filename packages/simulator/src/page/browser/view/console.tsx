import { ThemeButton } from '@holdfast/console/browser';
import { useState } from 'preact/hooks';
import type { Bots } from '../bots/bots.js';
import type { FaultBoard } from '../faults/fault-board.js';
import type { People } from '../people/people.js';
import { BotsPanel } from './bots-panel.js';
import { FaultPanel } from './fault-panel.js';
import { Hint } from './hint.js';
import { PeoplePanel } from './people-panel.js';

export interface ConsoleProps {
  readonly people: People;
  readonly bots: Bots;
  readonly board: FaultBoard;
}

/** The whole page: consumers on the left, the bot's session on the right, what can be broken below. */
export function Console({ people, bots, board }: ConsoleProps) {
  const [beside, setBeside] = useState(false);
  return (
    <div class={beside ? 'console beside' : 'console'}>
      <header class="top bar">
        <h1>
          Holdfast<span class="wide"> console</span>
        </h1>
        <nav class="jumps" aria-label="Parts of this page">
          <a href="#chat">Chat</a>
          <a href="#bot">Bot</a>
          <a href="#faults">Break it</a>
        </nav>
        <div class="push">
          <ThemeButton />
        </div>
      </header>
      <Hint board={board} bots={bots} people={people} />
      <main class="parts">
        <section id="chat" class="panel part" aria-labelledby="chat-title">
          <PeoplePanel people={people} beside={beside} onBeside={setBeside} />
        </section>
        <section id="bot" class="panel part" aria-labelledby="bot-title" tabIndex={0}>
          <BotsPanel bots={bots} people={people} />
        </section>
        <section id="faults" class="panel part" aria-labelledby="faults-title">
          <FaultPanel board={board} bots={bots} people={people} />
        </section>
      </main>
    </div>
  );
}
