import type { Home, HomeUpdate } from '../home.ts';

/** The list after an update. Rows that did not change stay the same objects. */
export function withUpdate(home: Home | null, { keys, ...update }: HomeUpdate): Home {
  if (home === null || keys === undefined) {
    return update;
  }
  const known = new Map([...home.runs, ...update.runs].map((run) => [run.key, run]));
  return { ...update, runs: keys.flatMap((key) => known.get(key) ?? []) };
}
