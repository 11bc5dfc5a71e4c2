import type { TrajectoryAxis } from '#core/analysis/charts/trajectory.ts';
import type { BandKind } from '#core/analysis/compare/group-curve.ts';
import type { GroupBy } from '#core/analysis/compare/groups.ts';
import { type ChartState, readChartState } from '../../routing/chart-state.ts';

/** What the address says of a comparison; null where it leaves the choice to us. */
export type CompareState = ChartState & {
  readonly keys: readonly string[];
  readonly by: GroupBy;
  /** The group of each run where a person grouped them, by key. */
  readonly byHand: ReadonlyMap<string, string>;
  readonly axis: TrajectoryAxis;
  readonly band: BandKind;
  /** As it was typed. */
  readonly target: string;
};

const BANDS = ['confidence', 'error', 'range'] as const satisfies readonly BandKind[];
const WAYS = ['optimizer', 'settings', 'run', 'hand'] as const satisfies readonly GroupBy[];

/** Reads the query of an address such as `#/compare?runs=a,b&by=hand&hand=A,B`. */
export function readCompareState(query: ReadonlyMap<string, string>): CompareState {
  const keys = listOf(query.get('runs'));
  const names = (query.get('hand') ?? '').split(',');
  const chart = readChartState(query);
  return {
    ...chart,
    keys,
    by: WAYS.find((way) => way === query.get('by')) ?? 'optimizer',
    byHand: new Map(keys.map((key, index) => [key, names[index] || HAND_GROUPS[0]])),
    axis: chart.axis ?? 'evaluation',
    band: BANDS.find((band) => band === query.get('band')) ?? 'confidence',
    target: query.get('target') ?? '',
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
