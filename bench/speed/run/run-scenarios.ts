import type { Arena, Contender } from './arena.js';
import type { Figures, Row, Scenario, Terms } from './scenario.js';

export interface Result {
  readonly scenario: string;
  readonly row: Row;
  readonly rounds: number;
  /** Medians over the rounds. */
  readonly medians: Readonly<Partial<Record<Contender, number>>>;
  /** What is judged: the median of the rounds' ratios, or of the figure itself. */
  readonly judged: number | undefined;
  readonly verdict: 'aim' | 'reached' | 'missed' | 'not judged';
}

type Round = ReadonlyMap<Contender, Figures>;

/** Runs everything, round by round; the order of the contenders turns round with each. Gives the results of each scenario. */
export async function* runScenarios(
  scenarios: readonly Scenario[],
  arena: Arena,
  terms: Terms,
): AsyncGenerator<readonly Result[], void, void> {
  for (const scenario of scenarios) {
    const rounds: Round[] = [];
    for (let round = 0; round < scenario.rounds(terms); round += 1) rounds.push(await play(scenario, round));
    if (rounds.length > 0) yield scenario.rows.map((row) => resultOf(scenario, row, rounds));
  }

  async function play(scenario: Scenario, round: number): Promise<Round> {
    const order = round % 2 === 0 ? scenario.contenders : scenario.contenders.toReversed();
    const figures = new Map<Contender, Figures>();
    for (const contender of order) {
      console.error(`${scenario.name}, round ${round + 1} of ${scenario.rounds(terms)}: ${contender}`);
      figures.set(contender, await scenario.measure(arena, contender, terms));
    }
    return figures;
  }
}

function resultOf({ name, contenders }: Scenario, row: Row, rounds: readonly Round[]): Result {
  const of = (round: Round, contender: Contender): number | undefined => round.get(contender)?.[row.figure];
  const medians = Object.fromEntries(
    contenders.map((contender) => [contender, median(rounds.map((round) => of(round, contender)))]),
  );
  const { judge } = row;
  const judged =
    'against' in judge
      ? median(rounds.map((round) => ratio(of(round, 'holdfast'), of(round, judge.against))))
      : medians['holdfast'];
  return { scenario: name, row, rounds: rounds.length, medians, judged, verdict: verdictOf(row, judged) };
}

function verdictOf({ judge: { better, must, aim } }: Row, judged: number | undefined): Result['verdict'] {
  if (judged === undefined) return 'not judged';
  const reaches = (bound: number): boolean => (better === 'more' ? judged >= bound : judged <= bound);
  if (must !== undefined && !reaches(must)) return 'missed';
  if (aim !== undefined && reaches(aim)) return 'aim';
  return must === undefined ? 'not judged' : 'reached';
}

const ratio = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined || other === 0 ? undefined : one / other;

function median(values: readonly (number | undefined)[]): number | undefined {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
