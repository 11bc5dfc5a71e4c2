import { distance } from 'fastest-levenshtein';

/** Names this far apart have nothing to do with each other; comparing longer ones costs time and tells nothing. */
const LONGEST_NAME = 100;

/** A name that was cut short (`low` for `lower`) is nearer than its missing letters count. */
const SHORTENED = 0.4;

/** How many near names a message can hold. */
const MOST = 3;

/** The known name that is nearest to what was written, by single edits; case and separators count little. */
export function nearest(name: string, known: readonly string[]): string {
  return ranked(name, known).reduce((best, other) => (other.far < best.far ? other : best)).candidate;
}

/** How many edits a letter a name is away at most: two letters that changed places, in a name of five, are near. */
const NEAR = 0.4;

/** How many names a message lists where none of them is near. */
const MOST_LISTED = 12;

/**
 * What a message says of an unknown name: the known one that was probably meant, or all of them if none is near and they
 * are few. Empty if there is nothing to say; otherwise it begins with a space.
 */
export function didYouMean(name: string, known: readonly string[], shown = quoted): string {
  const [near] = ranked(name, known).toSorted((a, b) => a.far - b.far);
  if (near !== undefined && near.far <= Math.max(1, name.length * NEAR)) {
    return ` Did you mean ${shown(near.candidate)}?`;
  }
  return known.length > 0 && known.length <= MOST_LISTED ? ` Known: ${known.map(shown).join(', ')}.` : '';
}

function quoted(name: string): string {
  return `\`${name}\``;
}

/** The known names that may have been meant, nearest first, at most three; with so few names, all of them. */
export function nearNames(name: string, known: readonly string[]): readonly string[] {
  const limit = Math.max(2, Math.ceil(name.length / 2));
  const wanted = normalised(name);
  return ranked(name, [...new Set(known)])
    .filter(
      ({ candidate, far }) => far <= limit || known.length <= MOST || normalised(candidate).includes(wanted),
    )
    .sort((a, b) => a.far - b.far)
    .slice(0, MOST)
    .map(({ candidate }) => candidate);
}

type Ranked = { readonly candidate: string; readonly far: number };

function ranked(name: string, known: readonly string[]): readonly Ranked[] {
  const wanted = normalised(name.slice(0, LONGEST_NAME));
  return known.map((candidate) => ({ candidate, far: howFar(wanted, normalised(candidate)) }));
}

function howFar(wanted: string, candidate: string): number {
  const isShortened = wanted.length > 2 && candidate.startsWith(wanted);
  return distance(wanted, candidate) * (isShortened ? SHORTENED : 1);
}

function normalised(name: string): string {
  return name.toLowerCase().replace(/[\s-]/g, '_');
}
