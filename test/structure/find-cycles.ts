export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * One ring for each group of nodes that reach each other, as a path that ends where it began: `[a, b, a]`. A node that
 * leads to itself is not a ring.
 */
export function findCycles(graph: Graph): readonly (readonly string[])[] {
  const told = new Set<string>();
  return [...graph.keys()].sort().flatMap((start) => {
    if (told.has(start)) return [];
    const ring = shortestRing(graph, start);
    if (ring === undefined) return [];
    reachable(graph, start)
      .filter((node) => reachable(graph, node).includes(start))
      .forEach((node) => told.add(node));
    return [ring];
  });
}

function shortestRing(graph: Graph, start: string): readonly string[] | undefined {
  const paths: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  for (const path of paths) {
    for (const next of graph.get(path.at(-1) ?? start) ?? []) {
      if (next === start && path.length > 1) return [...path, start];
      if (next === start || seen.has(next)) continue;
      seen.add(next);
      paths.push([...path, next]);
    }
  }
  return undefined;
}

function reachable(graph: Graph, start: string): readonly string[] {
  const seen = new Set([start]);
  for (const node of seen) for (const next of graph.get(node) ?? []) seen.add(next);
  return [...seen];
}
