import type { FaultBoard } from '../faults/fault-board.js';
import type { FaultSwitch } from '../faults/fault-switch.js';
import { useStateOf } from './use-state-of.js';

/** The ways to break things. */
export function FaultPanel({ board }: { readonly board: FaultBoard }) {
  const { switches, trouble } = useStateOf(board);
  if (switches.length === 0) return <p class="empty">Asking the local LivePerson what can be broken …</p>;
  return (
    <>
      <ul class="switches">
        {switches.map((one) => (
          <li key={one.id}>
            <Switch one={one} onSet={(on) => void board.set(one.id, on)} />
          </li>
        ))}
      </ul>
      {trouble !== undefined && (
        <p class="notice" role="alert">
          {trouble}
        </p>
      )}
    </>
  );
}

function Switch({ one, onSet }: { readonly one: FaultSwitch; readonly onSet: (on: boolean) => void }) {
  const { id, label, explains, kind, active, fired } = one;
  return (
    <button
      type="button"
      id={`switch-${id}`}
      class="switch"
      title={explains}
      aria-describedby={`explains-${id}`}
      {...(kind === 'switch' ? { 'aria-pressed': active } : {})}
      data-active={active}
      onClick={() => onSet(!active)}
    >
      <span class="switch-label">{label}</span>
      <span class="switch-state">{stateText(one)}</span>
      <span class="unseen" id={`explains-${id}`}>
        {explains} {fired > 0 ? `Acted ${fired} times.` : ''}
      </span>
    </button>
  );
}

function stateText({ kind, active, fired }: FaultSwitch): string {
  if (active) return kind === 'switch' ? 'on' : 'armed';
  return fired === 0 ? '' : `${fired}×`;
}
