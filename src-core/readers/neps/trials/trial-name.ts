/** A trial's number and rung where its id tells them. */
export type NepsTrialName = { readonly number: number; readonly rung: number | null };

/** `17`, `17_2`, `17_rung_2`, `17__rung_2`: the forms that the library's optimizers have given over the years. */
const ID = /^(\d+)(?:(?:_+rung_|_)(\d+))?$/;

/** Null for an id that somebody gave as he liked. */
export function parseNepsId(id: string): NepsTrialName | null {
  const match = ID.exec(id);
  return match === null
    ? null
    : { number: Number(match[1]), rung: match[2] === undefined ? null : Number(match[2]) };
}

/** Directories of trials begin so; the id is the rest. */
const PREFIX = 'config_';

/** The id that a directory's name tells; null for a directory of something else. */
export function idOfDirectory(name: string): string | null {
  return name.startsWith(PREFIX) && name.length > PREFIX.length ? name.slice(PREFIX.length) : null;
}

/** By number and rung, as they were sampled; ids of other forms last. */
export function inOrderOfNumber(ids: readonly string[]): string[] {
  return ids
    .map((id) => ({ id, name: parseNepsId(id) }))
    .sort(
      (a, b) =>
        (a.name?.number ?? Number.MAX_VALUE) - (b.name?.number ?? Number.MAX_VALUE) ||
        (a.name?.rung ?? -1) - (b.name?.rung ?? -1) ||
        (a.id < b.id ? -1 : 1),
    )
    .map(({ id }) => id);
}
