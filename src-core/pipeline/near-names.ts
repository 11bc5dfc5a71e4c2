import { distance } from 'fastest-levenshtein';

/** The names that `wanted` may have been meant as, nearest first, at most three; with few names, all of them. */
export function nearNames(wanted: string, names: readonly string[]): readonly string[] {
  const wantedText = wanted.toLowerCase();
  const limit = Math.max(2, Math.ceil(wanted.length / 2));
  return [...new Set(names)]
    .map((name) => ({ name, far: distance(wantedText, name.toLowerCase()) }))
    .filter(({ name, far }) => far <= limit || names.length <= 3 || name.toLowerCase().includes(wantedText))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ name }) => name);
}
