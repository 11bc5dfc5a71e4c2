import { closest, distance } from 'fastest-levenshtein';

/** The share of a word that may be mistyped for it still to count as that word. */
const TOLERANCE = 0.4;

/**
 * The known word that someone who wrote `word` most likely meant, for "did you mean"; null where none is near.
 *
 * @example
 * nearest('hyperbnad', ['hyperband', 'asha']); // 'hyperband'
 */
export function nearest(word: string, known: readonly string[]): string | null {
  if (known.length === 0) {
    return null;
  }
  const lowered = known.map((candidate) => candidate.toLowerCase());
  const wanted = word.toLowerCase();
  const match = closest(wanted, lowered);
  const isNear = distance(wanted, match) <= TOLERANCE * Math.max(wanted.length, match.length);
  const started = wanted.length < 3 ? undefined : known.find((name) => name.toLowerCase().startsWith(wanted));
  return isNear ? (known[lowered.indexOf(match)] ?? null) : (started ?? null);
}
