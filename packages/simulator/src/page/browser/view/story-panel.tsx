import { durationText, timeText, useNow } from '@holdfast/console/browser';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Episode, episodes } from '../story/episode.js';
import { story, type Witnesses } from '../story/story.js';
import { verdict } from '../story/verdict.js';
import { useStateOf } from './use-state-of.js';
import { type Scene, useWitnesses } from './use-witnesses.js';

/** Earlier episodes that can be unfolded. */
const EARLIER = 4;

/** What the last fault did to the bot and to the conversations, step by step, and how it turned out. */
export function StoryPanel({ board, bots, people }: Scene) {
  const { notices } = useStateOf(board);
  const witnesses = useWitnesses({ board, bots, people });
  const found = episodes(notices, witnesses.happenings);
  const last = found.at(-1);
  if (last === undefined) {
    return (
      <p class="empty">
        Break something, and write to the bot meanwhile. Here you will read what happened: what broke, how the bot came
        back, and that each answer that was due arrived once.
      </p>
    );
  }
  return (
    <>
      <Told episode={last} witnesses={witnesses} live />
      {found.length > 1 && (
        <details class="earlier">
          <summary>Earlier</summary>
          {found
            .slice(-1 - EARLIER, -1)
            .toReversed()
            .map((episode) => (
              <Told key={episode.start} episode={episode} witnesses={witnesses} />
            ))}
        </details>
      )}
    </>
  );
}

interface ToldProps {
  readonly episode: Episode;
  readonly witnesses: Witnesses;
  readonly live?: boolean;
}

function Told({ episode, witnesses, live = false }: ToldProps) {
  const steps = story(episode, witnesses);
  const { tone, text } = verdict(episode, witnesses);
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => {
    if (live) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [live, steps.length]);
  return (
    <div class="told">
      <p class={`verdict ${tone}`} {...(live ? { role: 'status' } : {})}>
        <span class="dot" />
        {text}
      </p>
      <ol class="story" tabIndex={0} ref={list} aria-label={`What happened since ${timeText(episode.start)}`}>
        {steps.map((step, index) => (
          <li key={step.key} class={step.tone}>
            <span class="dot" />
            <span class="when">+{durationText(step.at - episode.start)}</span>
            <span>
              {step.text}
              {live && index === steps.length - 1 && step.due !== undefined && <Due due={step.due} />}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Due({ due }: { readonly due: number }) {
  const left = due - useNow(100);
  return <b class="due"> {left > 0 ? `${(left / 1_000).toFixed(1)} s` : 'now'}</b>;
}
