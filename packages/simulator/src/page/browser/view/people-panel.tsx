import { useEffect, useRef } from 'preact/hooks';
import type { ChatState } from '../chat/chat-state.js';
import type { People } from '../people/people.js';
import type { Person } from '../people/person.js';
import { ChatWindow } from './chat-window.js';
import { useStateOf } from './use-state-of.js';

export interface PeoplePanelProps {
  readonly people: People;
  /** Whether all of them are shown at once. */
  readonly beside: boolean;
  readonly onBeside: (beside: boolean) => void;
}

/** The consumers: one at a time behind tabs, or all of them side by side. */
export function PeoplePanel({ people, beside, onBeside }: PeoplePanelProps) {
  const { people: all, active } = useStateOf(people);
  return (
    <>
      <div class="bar people-bar">
        <h2 id="chat-title">Chat</h2>
        {!beside && <Tabs people={people} all={all} active={active} />}
        <button type="button" class="quiet" disabled={people.isFull} onClick={() => people.add()}>
          +<span class="unseen"> Another consumer</span>
        </button>
        {all.length > 1 && (
          <button type="button" class="quiet push" aria-pressed={beside} onClick={() => onBeside(!beside)}>
            Side by side
          </button>
        )}
      </div>
      <div class="windows">
        {all.map((person) => (
          <section
            key={person.key}
            id={`window-${person.key}`}
            class="window"
            {...(beside ? { 'aria-label': person.name } : { role: 'tabpanel', 'aria-labelledby': `tab-${person.key}` })}
            hidden={!beside && person.key !== active}
          >
            {beside && <h3>{person.name}</h3>}
            <ChatWindow person={person} shown={beside || person.key === active} />
          </section>
        ))}
      </div>
    </>
  );
}

interface TabsProps {
  readonly people: People;
  readonly all: readonly Person[];
  readonly active: string;
}

function Tabs({ people, all, active }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const step = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const index = all.findIndex(({ key }) => key === active);
    const next = all[(index + by + all.length) % all.length];
    if (next === undefined) return;
    people.turnTo(next.key);
    list.current?.querySelector<HTMLElement>(`#tab-${next.key}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Consumers" ref={list} onKeyDown={step}>
      {all.map((person) => (
        <Tab
          key={person.key}
          person={person}
          selected={person.key === active}
          onSelect={() => people.turnTo(person.key)}
        />
      ))}
    </div>
  );
}

interface TabProps {
  readonly person: Person;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

function Tab({ person: { key, name, store }, selected, onSelect }: TabProps) {
  const heard = heardIn(useStateOf(store));
  const seen = useRef(heard);
  useEffect(() => {
    if (selected) seen.current = heard;
  });
  const unseen = selected ? 0 : heard - seen.current;
  return (
    <button
      type="button"
      id={`tab-${key}`}
      class="tab"
      role="tab"
      aria-selected={selected}
      aria-controls={`window-${key}`}
      tabIndex={selected ? 0 : -1}
      onClick={onSelect}
    >
      {name}{' '}
      {unseen > 0 && (
        <span class="badge">
          {unseen}
          <span class="unseen"> new</span>
        </span>
      )}
    </button>
  );
}

/** How much the brand has said to a consumer. */
const heardIn = ({ transcripts }: ChatState): number =>
  [...transcripts.values()].reduce(
    (sum, { messages }) => sum + messages.filter(({ side }) => side === 'brand').length,
    0,
  );
