import type { Estimate } from './statistics.ts';
import { band, element, line, type Place, text } from './svg.ts';

/** One optimizer in a plot: step `i` of the curve is evaluation (or cost) `i + 1`. */
export type Series = {
  readonly label: string;
  /** A class of the figure's style: its colour and stroke. */
  readonly style: string;
  readonly curve: readonly Estimate[];
};

export type Panel = {
  readonly title: string;
  /** What is counted on the horizontal axis, with its unit. */
  readonly across: string;
  readonly series: readonly Series[];
};

/** The size of one panel with its axes, in pixels. */
export const PANEL = { width: 320, height: 236 } as const;
const MARGIN = { left: 62, right: 12, top: 28, bottom: 42 } as const;

type Scale = (value: number) => number;

function scale(from: readonly [number, number], to: readonly [number, number]): Scale {
  return (value) => to[0] + ((value - from[0]) / (from[1] - from[0])) * (to[1] - to[0]);
}

/** Ticks at powers of ten; at 1, 2 and 5 of each where there are few powers. As logarithms. */
function regretTicks([low, high]: readonly [number, number]): readonly number[] {
  const steps = high - low > 1.6 ? [1] : [1, 2, 5];
  const powers = Array.from({ length: 7 }, (_, index) => index - 5);
  return powers
    .flatMap((power) => steps.map((step) => power + Math.log10(step)))
    .filter((tick) => tick >= low - 1e-9 && tick <= high + 1e-9);
}

function regretLabel(tick: number): string {
  return String(Number((10 ** tick).toPrecision(1)));
}

function stepTicks(last: number): readonly number[] {
  const width = [5, 10, 25, 50].find((candidate) => last / candidate <= 6) ?? 100;
  return Array.from({ length: Math.floor(last / width) }, (_, index) => (index + 1) * width);
}

/** The range of all curves, widened to a tenth of a power of ten. */
function rangeOf(series: readonly Series[]): readonly [number, number] {
  const values = series.flatMap(({ curve }) => curve.map(({ value }) => value));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return [Math.floor(10 * low - 0.5) / 10, Math.ceil(10 * high + 0.5) / 10];
}

/** Draws regret over the steps, both axes titled. The intervals are bands behind the lines. */
export function drawPanel({ title, across, series }: Panel): string {
  const last = Math.max(...series.map(({ curve }) => curve.length));
  const range = rangeOf(series);
  const bottom = PANEL.height - MARGIN.bottom;
  const x = scale([1, last], [MARGIN.left, PANEL.width - MARGIN.right]);
  const y = scale(range, [bottom, MARGIN.top]);
  const middle = (MARGIN.left + PANEL.width - MARGIN.right) / 2;
  return [
    ...regretTicks(range).flatMap((tick) => [
      line(
        [
          [MARGIN.left, y(tick)],
          [PANEL.width - MARGIN.right, y(tick)],
        ],
        { class: 'grid' },
      ),
      text(regretLabel(tick), { x: MARGIN.left - 6, y: y(tick) + 4, class: 'tick end' }),
    ]),
    ...stepTicks(last).flatMap((tick) => [
      line(
        [
          [x(tick), bottom],
          [x(tick), bottom + 4],
        ],
        { class: 'axis' },
      ),
      text(String(tick), { x: x(tick), y: bottom + 16, class: 'tick middle' }),
    ]),
    element('g', {}, [
      ...series.flatMap((one) => drawBand(one, x, y, [bottom, MARGIN.top])),
      ...series.map((one) => line(placesOf(one, x, y, 'value'), { class: `line ${one.style}` })),
    ]),
    line(
      [
        [MARGIN.left, MARGIN.top],
        [MARGIN.left, bottom],
        [PANEL.width - MARGIN.right, bottom],
      ],
      { class: 'axis' },
    ),
    text(title, { x: middle, y: 17, class: 'title middle' }),
    text(across, { x: middle, y: PANEL.height - 8, class: 'tick middle' }),
    text('normalised regret', {
      x: 0,
      y: 0,
      class: 'tick middle',
      transform: `translate(14 ${Math.round((MARGIN.top + bottom) / 2)}) rotate(-90)`,
    }),
  ].join('');
}

function placesOf({ curve }: Series, x: Scale, y: Scale, key: keyof Estimate): readonly Place[] {
  return curve.map((estimate, step) => [x(step + 1), y(estimate[key])]);
}

/** The interval, cut where it leaves the panel. */
function drawBand(
  series: Series,
  x: Scale,
  y: Scale,
  [bottom, top]: readonly [number, number],
): readonly string[] {
  const cut = (places: readonly Place[]) =>
    places.map(([across, down]): Place => [across, Math.min(bottom, Math.max(top, down))]);
  const upper = cut(placesOf(series, x, y, 'high'));
  const lower = cut(placesOf(series, x, y, 'low'));
  return upper.length === 0 ? [] : [band(upper, lower, { class: `band ${series.style}` })];
}
