/** How often a suggestion is timed: the slow ones are steady. */
export function readingsAt(observations: number): number {
  return observations > 200 ? 9 : 25;
}
