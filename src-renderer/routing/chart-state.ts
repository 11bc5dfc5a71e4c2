import type { TrajectoryAxis } from '#core/analysis/charts/trajectory.ts';

export type LossScale = 'linear' | 'log';
/** The part of an axis that is in sight, in its unit. */
export type Zoom = readonly [number, number];

/** What the address says of a chart of losses; null where it leaves the choice to us. */
export type ChartState = {
  readonly axis: TrajectoryAxis | null;
  readonly scale: LossScale | null;
  readonly highestOnly: boolean;
  readonly zoom: Zoom | null;
};

const AXES = ['evaluation', 'time', 'cost', 'fidelity'] as const satisfies readonly TrajectoryAxis[];
const SCALES = ['linear', 'log'] as const satisfies readonly LossScale[];

function zoomOf(text: string | undefined): Zoom | null {
  const [from, to] = (text ?? '').split('~').map(Number);
  return from !== undefined && to !== undefined && Number.isFinite(from) && Number.isFinite(to) && from < to
    ? [from, to]
    : null;
}

/** Reads the chart's part of an address. */
export function readChartState(query: ReadonlyMap<string, string>): ChartState {
  return {
    axis: AXES.find((axis) => axis === query.get('across')) ?? null,
    scale: SCALES.find((scale) => scale === query.get('loss')) ?? null,
    highestOnly: query.get('fidelity') === 'highest',
    zoom: zoomOf(query.get('zoom')),
  };
}

const ZOOM_DIGITS = 6;

/** The part of an axis as an address has it; null for all of it. */
export function zoomText(zoom: Zoom | null): string | null {
  return zoom === null ? null : zoom.map((end) => Number(end.toPrecision(ZOOM_DIGITS))).join('~');
}

/** Losses that span more than this factor are told apart on a logarithmic axis only. */
const LOG_FROM = 5;

/** The scale for losses where nobody chose one. */
export function defaultScale(range: readonly [number, number] | null): LossScale {
  return range !== null && range[0] > 0 && range[1] / range[0] > LOG_FROM ? 'log' : 'linear';
}
