// Relations that follow from others.

interface Edge {
  readonly from: number
  readonly to: number
}

/** Without those that lead where the others lead as well: of a → b, b → c and a → c the last. O(edges²). */
export function withoutShortcuts<E extends Edge>(edges: readonly E[]): E[] {
  const kept = new Set(edges)
  for (const edge of edges) {
    kept.delete(edge)
    if (!isReachable(edge, kept)) kept.add(edge)
  }
  return edges.filter((edge) => kept.has(edge))
}

function isReachable({ from, to }: Edge, edges: ReadonlySet<Edge>): boolean {
  const reached = new Set([from])
  // A set goes on to what is added while it is walked along.
  for (const place of reached) {
    for (const edge of edges) if (edge.from === place) reached.add(edge.to)
    if (reached.has(to)) return true
  }
  return false
}
