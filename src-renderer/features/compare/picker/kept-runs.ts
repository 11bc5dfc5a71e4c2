const NAME = 'incumbent.compare';

/** The runs that were compared last, as an address has them: the rail leads back to them. Null for none. */
export function keptRuns(): string | null {
  return window.localStorage.getItem(NAME);
}

/** Remembers the choice of runs over reloads; null forgets it. */
export function keepRuns(runs: string | null): void {
  if (runs === null) {
    window.localStorage.removeItem(NAME);
  } else {
    window.localStorage.setItem(NAME, runs);
  }
}
