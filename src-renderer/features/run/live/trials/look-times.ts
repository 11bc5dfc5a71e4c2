/** When what was looked at last, by its name, in milliseconds. */
export type LookTimes = ReadonlyMap<string, number>;

/** A timer may be a little early. */
const EARLY = 0.5;

/**
 * Which of some things are to be looked at now, those that were not yet and those whose time has come again, and what is
 * known of their times then. What is asked for no more is forgotten.
 */
export function dueLooks(
  before: LookTimes,
  asked: readonly string[],
  { now, every }: { readonly now: number; readonly every: number },
): { readonly due: readonly string[]; readonly times: LookTimes } {
  const due = asked.filter((name) => now - (before.get(name) ?? Number.NEGATIVE_INFINITY) > every * EARLY);
  const isDue = new Set(due);
  return {
    due,
    times: new Map(asked.map((name) => [name, isDue.has(name) ? now : (before.get(name) ?? now)])),
  };
}
