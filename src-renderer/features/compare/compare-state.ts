import type { BandKind } from '#core/analysis/compare/group-curve.ts';
import type { GroupBy } from '#core/analysis/compare/groups.ts';
import type { TrajectoryAxis } from '#core/analysis/trajectory.ts';

export type LossScale = 'linear' | 'log';
export type Zoom = readonly [number, number];

/** What the address says of a comparison; null where it leaves the choice to us. */
export type CompareState = {
  readonly keys: readonly string[];
  readonly by: GroupBy;
  /** The group of each run where a person grouped them, by key. */
  readonly byHand: ReadonlyMap<string, string>;
  readonly axis: TrajectoryAxis;
  readonly scale: LossScale | null;
  readonly band: BandKind;
  readonly highestOnly: boolean;
  /** As it was typed. */
  readonly target: string;
  readonly zoom: Zoom | null;
};

const AXES = ['evaluation', 'time', 'cost', 'fidelity'] as const satisfies readonly TrajectoryAxis[];
const BANDS = ['confidence', 'error', 'range'] as const satisfies readonly BandKind[];
const WAYS = ['optimizer', 'settings', 'run', 'hand'] as const satisfies readonly GroupBy[];
const SCALES = ['linear', 'log'] as const satisfies readonly LossScale[];

/** Reads the query of an address such as `#/compare?runs=a,b&by=hand&hand=A,B`. */
export function readCompareState(query: ReadonlyMap<string, string>): CompareState {
  const keys = listOf(query.get('runs'));
  const names = (query.get('hand') ?? '').split(',');
  const [from, to] = (query.get('zoom') ?? '').split('~').map(Number);
  return {
    keys,
    by: WAYS.find((way) => way === query.get('by')) ?? 'optimizer',
    byHand: new Map(keys.map((key, index) => [key, names[index] || HAND_GROUPS[0]])),
    axis: AXES.find((axis) => axis === query.get('across')) ?? 'evaluation',
    scale: SCALES.find((scale) => scale === query.get('loss')) ?? null,
    band: BANDS.find((band) => band === query.get('band')) ?? 'confidence',
    highestOnly: query.get('fidelity') === 'highest',
    target: query.get('target') ?? '',
    zoom: from !== undefined && to !== undefined && from < to ? [from, to] : null,
  };
}

/** Groups that a person puts runs into. */
export const HAND_GROUPS = ['Group A', 'Group B', 'Group C', 'Group D', 'Group E', 'Group F'] as const;

function listOf(text: string | undefined): readonly string[] {
  return [...new Set((text ?? '').split(',').map((part) => part.trim()))].filter(Boolean);
}

/** The runs of an address; null where there are none. */
export function runsText(keys: readonly string[]): string | null {
  return keys.length === 0 ? null : keys.join(',');
}

/** The target as a number; null where nothing, or no number, was typed. */
export function targetOf(text: string): number | null {
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value) ? null : value;
}
