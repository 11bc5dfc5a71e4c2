import { distance } from 'fastest-levenshtein';

/** Names this far apart have nothing to do with each other; comparing longer ones costs time and tells nothing. */
const LONGEST_NAME = 100;

/** A name that was cut short (`low` for `lower`) is nearer than its missing letters count. */
const SHORTENED = 0.4;

/** The known name that is nearest to what was written, by single edits; case and separators count little. */
export function nearest(name: string, known: readonly string[]): string {
  const wanted = normalised(name.slice(0, LONGEST_NAME));
  const ranked = known.map((candidate) => ({ candidate, far: howFar(wanted, normalised(candidate)) }));
  return ranked.reduce((best, other) => (other.far < best.far ? other : best)).candidate;
}

function howFar(wanted: string, candidate: string): number {
  const isShortened = wanted.length > 2 && candidate.startsWith(wanted);
  return distance(wanted, candidate) * (isShortened ? SHORTENED : 1);
}

function normalised(name: string): string {
  return name.toLowerCase().replace(/[\s-]/g, '_');
}
