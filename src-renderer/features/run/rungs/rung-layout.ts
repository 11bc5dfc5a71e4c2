import type { RungColumn, RungEntry, RungGroup } from '#core/analysis/charts/rung-columns.ts';
import type { CutOff } from '#core/analysis/insight/rung-cut-off.ts';
import { winningLoss } from '#core/contract/run/trial.ts';

/** A line of a column; heights are fixed, so that lines between columns meet their trials without measuring. */
export type RungLine =
  | { readonly kind: 'bracket'; readonly group: RungGroup }
  | { readonly kind: 'trial'; readonly entry: RungEntry }
  | { readonly kind: 'cut-off'; readonly group: RungGroup; readonly cutOff: CutOff }
  | { readonly kind: 'left-out'; readonly group: RungGroup };

/** Pixels. */
export const RUNG_SIZES = {
  column: 256,
  gap: 52,
  head: 41,
  pad: 6,
  bracket: 26,
  trial: 26,
  'cut-off': 22,
  'left-out': 26,
} as const;

export type Connection = {
  readonly from: string;
  readonly isOnBestPath: boolean;
  readonly fromColumn: number;
  readonly fromY: number;
  readonly toY: number;
};

/** From the top: each bracket by name where there are several, its trials, what is left out. */
export function linesOf({ groups }: RungColumn): readonly RungLine[] {
  const named = groups.length > 1 || groups.some(({ bracket }) => bracket !== null && bracket > 0);
  return groups.flatMap((group): readonly RungLine[] => [
    ...(named ? [{ kind: 'bracket' as const, group }] : []),
    ...entryLines(group),
    ...(group.leftOut > 0 ? [{ kind: 'left-out' as const, group }] : []),
  ]);
}

/** Trials by their losses, parted where the cut-off is; in a group all of which go on, or none, it parts nothing. */
function entryLines(group: RungGroup): readonly RungLine[] {
  const { entries, cutOff } = group;
  const lines = entries.map((entry) => ({ kind: 'trial' as const, entry }));
  const above = entries.filter(({ trial }) => (winningLoss(trial) ?? Infinity) <= (cutOff?.loss ?? Infinity));
  return cutOff === null || above.length === 0
    ? lines
    : [...lines.slice(0, above.length), { kind: 'cut-off', group, cutOff }, ...lines.slice(above.length)];
}

/** Pixels that the longest column takes. */
export function heightOf(columns: readonly RungColumn[]): number {
  const heights = columns.map((column) =>
    linesOf(column).reduce((sum, { kind }) => sum + RUNG_SIZES[kind], RUNG_SIZES.head + 2 * RUNG_SIZES.pad),
  );
  return Math.max(0, ...heights);
}

/** Where the middle of each trial's line is, from the top of its column. */
function placesOf(column: RungColumn): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  let y: number = RUNG_SIZES.head + RUNG_SIZES.pad;
  for (const line of linesOf(column)) {
    if (line.kind === 'trial') {
      places.set(line.entry.trial.trial, y + RUNG_SIZES.trial / 2);
    }
    y += RUNG_SIZES[line.kind];
  }
  return places;
}

/** A line for each trial that continues one of the column before, where both are in sight. */
export function connections(columns: readonly RungColumn[]): readonly Connection[] {
  const places = columns.map(placesOf);
  return columns.flatMap((column, index) =>
    column.groups
      .flatMap(({ entries }) => entries)
      .flatMap(({ trial, isOnBestPath }) => {
        const from = trial.previous;
        const fromY = from === null ? undefined : places[index - 1]?.get(from);
        const toY = places[index]?.get(trial.trial);
        return from === null || fromY === undefined || toY === undefined
          ? []
          : [{ from, isOnBestPath, fromColumn: index - 1, fromY, toY }];
      }),
  );
}
