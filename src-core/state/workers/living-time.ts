/** From when to when something lived; both in milliseconds since the epoch. */
export type LifeSpan = { readonly from: number; readonly to: number };

/**
 * Seconds during which at least one of them lived: overlapping spans count once. This is what `max_duration` counts,
 * over all launches of a run.
 */
export function livingSeconds(spans: readonly LifeSpan[]): number {
  const inOrder = spans.filter((span) => span.to > span.from).sort((a, b) => a.from - b.from);
  let total = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const span of inOrder) {
    total += Math.max(0, span.to - Math.max(end, span.from));
    end = Math.max(end, span.to);
  }
  return total / 1000;
}
