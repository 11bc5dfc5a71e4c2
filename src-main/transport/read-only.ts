import { dirname, sep } from 'node:path';
import { procedureClass } from '#core/contract/api/procedure-classes.ts';
import { IncumbentError } from '#core/contract/errors.ts';

/** A host that shows runs and nothing else. */
export type ReadOnly = {
  /** The run directories that it shows, absolute. The folders above them are kept from the viewer. */
  readonly roots: readonly string[];
  /** The account's home directory; it is shown as `~`. */
  readonly home: string;
};

/** @throws IncumbentError `read-only-host` for every procedure whose class is not `view`. */
export function refuseAllButViews(path: readonly string[]): void {
  if (procedureClass(path) !== 'view') {
    throw new IncumbentError(
      'read-only-host',
      'This host is read-only: it shows the runs that it was started for, and neither starts nor changes any. Start it without --read-only to do more.',
      { procedure: path.join('.') },
    );
  }
}

/** A function that returns the value with the folders above the roots replaced by `…` in every text. */
export type CoverPaths = (value: unknown) => unknown;

/**
 * Makes the function that covers paths. A text that is followed by its length in the file (`offset` beside it) keeps its
 * length: it is a log of the run and stays as it was written.
 */
export function coverPaths({ roots, home }: ReadOnly): CoverPaths {
  const above = [...new Set(roots.map(dirname))]
    .filter((folder) => folder !== dirname(folder))
    .sort((a, b) => b.length - a.length);
  const covers = [...above.map((folder) => [folder, '…'] as const), [home, '~'] as const];
  // A whole folder name: neither `/mnt/data` nor `/data-2` is `/data`.
  const needle = new RegExp(
    `(?<![\\w.-])(?:${covers.map(([folder]) => escaped(folder)).join('|')})(?![\\w-])`,
    'g',
  );
  const marks = new Map<string, string>(covers);
  const coverText = (text: string) =>
    text.includes(sep) ? text.replace(needle, (folder) => marks.get(folder) ?? folder) : text;
  const cover: CoverPaths = (value) => {
    if (typeof value === 'string') {
      return coverText(value);
    }
    if (Array.isArray(value)) {
      return mapped(value, value.map(cover));
    }
    return isPlain(value) ? coverFields(value, cover) : value;
  };
  return cover;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function mapped(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.some((item, index) => item !== before[index]) ? after : before;
}

function coverFields(value: Readonly<Record<string, unknown>>, cover: CoverPaths): unknown {
  if ('offset' in value && 'size' in value) {
    return value;
  }
  let changed: Record<string, unknown> | null = null;
  for (const [key, field] of Object.entries(value)) {
    const covered = cover(field);
    if (covered !== field) {
      changed ??= { ...value };
      changed[key] = covered;
    }
  }
  return changed ?? value;
}
