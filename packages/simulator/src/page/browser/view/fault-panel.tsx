import { useState } from 'preact/hooks';
import type { FaultSwitch } from '../faults/fault-switch.js';
import { StoryPanel } from './story-panel.js';
import { useStateOf } from './use-state-of.js';
import type { Scene } from './use-witnesses.js';

/** The ways to break things, what the one that is pointed at does, and what became of the last ones. */
export function FaultPanel(props: Scene) {
  const { board } = props;
  const { switches, trouble } = useStateOf(board);
  const [looked, setLooked] = useState('');
  const explained = switches.find(({ id }) => id === looked);
  return (
    <>
      <div class="bar faults-bar">
        <h2 id="faults-title">Break it</h2>
        <p class="soft" aria-hidden="true">
          {explained?.explains ?? 'Each switch does to the bot what a bad night does.'}
        </p>
      </div>
      {trouble !== undefined && (
        <p class="notice" role="alert">
          {trouble}
        </p>
      )}
      <div class="breaking">
        <ul class="switches">
          {switches.map((one) => (
            <Switch key={one.id} one={one} onLook={setLooked} onSet={(on) => void board.set(one.id, on)} />
          ))}
        </ul>
        <section class="stories" aria-label="What happened">
          <StoryPanel {...props} />
        </section>
      </div>
    </>
  );
}

interface SwitchProps {
  readonly one: FaultSwitch;
  readonly onLook: (id: string) => void;
  readonly onSet: (on: boolean) => void;
}

function Switch({ one, onLook, onSet }: SwitchProps) {
  const { id, label, explains, kind, active } = one;
  return (
    <li>
      <button
        type="button"
        id={`switch-${id}`}
        class="switch"
        aria-describedby={`explains-${id}`}
        {...(kind === 'switch' ? { 'aria-pressed': active } : {})}
        data-active={active}
        onClick={() => onSet(!active)}
        onFocus={() => onLook(id)}
        onPointerEnter={() => onLook(id)}
      >
        <span class="switch-label">{label}</span> <span class="switch-state">{stateText(one)}</span>
      </button>
      <span class="unseen" id={`explains-${id}`}>
        {explains}
      </span>
    </li>
  );
}

function stateText({ kind, active, fired }: FaultSwitch): string {
  if (active) return kind === 'switch' ? 'on' : 'armed';
  return fired === 0 ? '' : `${fired}×`;
}
