import type { Column } from './columns.ts';

/** The first column: it names the row and stays where it is. */
const FIRST = 'trial';

/** The columns in sight, in their order; null where nobody chose. The name of the trial always comes first. */
export function shownColumns(
  columns: readonly Column[],
  chosen: readonly string[] | null,
): readonly Column[] {
  if (chosen === null) {
    return columns.filter(({ shown }) => shown);
  }
  const byId = new Map(columns.map((column) => [column.id, column]));
  return [FIRST, ...chosen.filter((id) => id !== FIRST)].flatMap((id) => byId.get(id) ?? []);
}

/** The chosen columns after one was put in (at its usual place) or taken out. */
export function withToggled(
  columns: readonly Column[],
  shown: readonly Column[],
  id: string,
): readonly string[] {
  const ids = shown.map((column) => column.id);
  if (ids.includes(id)) {
    return ids.filter((each) => each !== id);
  }
  const usual = columns.map((column) => column.id);
  const before = usual.slice(0, usual.indexOf(id)).findLast((each) => ids.includes(each));
  const place = before === undefined ? ids.length : ids.indexOf(before) + 1;
  return ids.toSpliced(place, 0, id);
}

/** The chosen columns after one was put before another, or at the end (null). */
export function withMoved(shown: readonly Column[], id: string, before: string | null): readonly string[] {
  const others = shown.map((column) => column.id).filter((each) => each !== id);
  const place = before === null ? others.length : others.indexOf(before);
  // Nothing comes before the name of the trial.
  return others.toSpliced(Math.max(1, place), 0, id);
}

/** The chosen columns after one went a step to the left or right. */
export function withStep(shown: readonly Column[], id: string, step: 1 | -1): readonly string[] {
  const ids = shown.map((column) => column.id);
  const place = ids.indexOf(id);
  const to = Math.min(Math.max(place + step, 1), ids.length - 1);
  return place < 1 ? ids : ids.toSpliced(place, 1).toSpliced(to, 0, id);
}
