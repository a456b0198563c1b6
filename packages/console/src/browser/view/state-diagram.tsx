import { boxes } from '../diagram/boxes.js';
import { arrowHead, type Edge, labelPlace, linePath } from '../diagram/edge.js';
import { edges } from '../diagram/edges.js';
import { compactLayout, type Layout, wideLayout } from '../diagram/layout.js';
import type { Diagram } from '../session/diagram.js';
import type { Stay } from '../session/session-state.js';
import { toneOf } from './tone.js';

export interface StateDiagramProps {
  readonly diagram: Diagram;
  /** Oldest first; the last one is lit. */
  readonly stays: readonly Stay[];
}

/** The state machine with the present phase lit, once for wide places and once for narrow ones. */
export function StateDiagram({ diagram, stays }: StateDiagramProps) {
  if (diagram.phases.length === 0) return <p class="empty">The diagram appears once the bot has told its shape.</p>;
  return (
    <div class="diagram">
      <Drawing diagram={diagram} stays={stays} layout={wideLayout} />
      <Drawing diagram={diagram} stays={stays} layout={compactLayout} />
    </div>
  );
}

function Drawing({ diagram, stays, layout }: StateDiagramProps & { readonly layout: Layout }) {
  const drawn = boxes(diagram.phases, layout);
  const [before, current] = [stays.at(-2)?.phase, stays.at(-1)?.phase ?? ''];
  const height = Math.max(layout.height, ...[...drawn.values()].map((box) => box.y + box.height + 1));
  const { frame } = layout;
  return (
    <svg
      class={`drawing ${layout.name}`}
      viewBox={`0 0 ${layout.width} ${height}`}
      role="img"
      aria-label={`State diagram. The session is ${current}.`}
    >
      <rect class="frame" x={frame.x} y={frame.y} width={frame.width} height={frame.height} rx="14" />
      {edges(diagram, { layout, boxes: drawn })
        // What was taken last lies on top.
        .toSorted((a, b) => Number(isTaken(a, before, current)) - Number(isTaken(b, before, current)))
        .map((edge) => (
          <Line
            key={`${edge.from.join()}>${edge.to}`}
            edge={edge}
            taken={isTaken(edge, before, current)}
            layout={layout}
          />
        ))}
      {[...drawn].map(([phase, { x, y, width, height: tall }]) => (
        <g key={phase} class={phase === current ? `phase current ${toneOf(phase)}` : 'phase'}>
          <rect x={x} y={y} width={width} height={tall} rx="9" />
          <text x={x + width / 2} y={y + tall / 2 + 4.5} text-anchor="middle">
            {phase}
          </text>
        </g>
      ))}
    </svg>
  );
}

const isTaken = ({ from, to }: Edge, before: string | undefined, current: string): boolean =>
  to === current && before !== undefined && from.includes(before);

interface LineProps {
  readonly edge: Edge;
  readonly taken: boolean;
  readonly layout: Layout;
}

function Line({ edge, taken, layout: { labels, width } }: LineProps) {
  const { x, y, anchor } = labelPlace(edge, width);
  const most = anchor === 'end' ? 1 : labels;
  return (
    <g class={taken ? 'edge taken' : 'edge'}>
      <path d={linePath(edge)} />
      <polygon points={arrowHead(edge)} />
      {edge.labelled && (
        <text x={x} y={y} text-anchor={anchor}>
          {[...edge.on.slice(0, most), ...(edge.on.length > most ? ['…'] : [])].join(', ')}
        </text>
      )}
    </g>
  );
}
