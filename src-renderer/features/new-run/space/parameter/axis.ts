import { placeInRange } from '#core/analysis/charts/place-in-range.ts';
import type { NumericalParameter } from '#core/contract/space.ts';
import { numericalPrior } from '#core/space/prior.ts';
import { given } from '#renderer/format/numbers.ts';

/** Where an axis is drawn, in units of its picture: it may be shown smaller. */
export const AXIS = { width: 204, height: 52, left: 8, right: 196 } as const;

/** Where a place from 0 to 1 on an axis lies in its picture. */
export function leftOf(place: number): number {
  return AXIS.left + place * (AXIS.right - AXIS.left);
}

/** The side of a label that stands at its place: at the ends of the axis it stays in the picture. */
export function anchorAt(place: number): 'start' | 'middle' | 'end' {
  if (place < 0.04) {
    return 'start';
  }
  return place > 0.96 ? 'end' : 'middle';
}

/** A tick of a parameter's axis: its place from 0 to 1 and what stands under it. */
export type Tick = { readonly place: number; readonly label: string };

/** Labels closer than this share of the axis would run into each other; a long one needs more. */
const LEAST_GAP = 0.17;
const LEAST_GAP_OF_LONG = 0.33;
const LONG = 5;
/** More characters than this are no label: bounds that were read off trials have all digits of a double. */
const MOST_CHARACTERS = 7;

/** A value below its tick or bar. */
export function valueLabel(value: number): string {
  const whole = given(value);
  return whole.length <= MOST_CHARACTERS ? whole : given(Number(value.toPrecision(3)));
}

/** As many bars side by side have a label each; of more every second one, and so on, counted from the highest. */
const MOST_LABELS = 5;

/** Whether the bar at a place among `count` has a label. */
export function isLabelled(count: number, index: number): boolean {
  return (count - 1 - index) % Math.ceil(count / MOST_LABELS) === 0;
}

function gapBeside({ label }: Tick): number {
  return label.length > LONG ? LEAST_GAP_OF_LONG : LEAST_GAP;
}

function decades({ lower, upper }: NumericalParameter): number[] {
  const first = Math.ceil(Math.log10(lower) - 1e-9);
  const last = Math.floor(Math.log10(upper) + 1e-9);
  const step = Math.max(1, Math.ceil((last - first + 1) / 5));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(`1e${first + index}`),
  ).filter((_, index) => index % step === 0);
}

/** As many digits as every double keeps: what 3 × 0.1 has beyond them is no part of a label. */
const DIGITS_OF_DOUBLE = 15;

/** Multiples of 1, 2 or 5 times a power of ten between the bounds, four steps or so. */
function roundSteps({ kind, lower, upper }: NumericalParameter): number[] {
  const rough = (upper - lower) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const step = kind === 'integer' ? Math.max(1, round) : round;
  const first = Math.ceil(lower / step);
  const last = Math.floor(upper / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(DIGITS_OF_DOUBLE)),
  );
}

/** Powers of two between the bounds, for integer axes that span less than a decade or two. */
function doublings({ lower, upper }: NumericalParameter): number[] {
  const first = Math.ceil(Math.log2(lower));
  const last = Math.floor(Math.log2(upper));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => 2 ** (first + index));
}

function candidates(parameter: NumericalParameter): number[] {
  if (!parameter.log) {
    return roundSteps(parameter);
  }
  const powers = decades(parameter);
  return powers.length >= 2 || parameter.kind === 'float' ? powers : doublings(parameter);
}

function tickAt(parameter: NumericalParameter, value: number): Tick {
  return { place: placeInRange(parameter, value) ?? 0, label: valueLabel(value) };
}

/** Ticks of an axis: both bounds always, round values between them where there is room. */
export function axisTicks(parameter: NumericalParameter): Tick[] {
  const ends = [tickAt(parameter, parameter.lower), { place: 1, label: valueLabel(parameter.upper) }];
  const between: Tick[] = [];
  for (const tick of candidates(parameter).map((value) => tickAt(parameter, value))) {
    const others = [...ends, ...between];
    if (others.every((other) => Math.abs(other.place - tick.place) >= gapBeside(other))) {
      between.push(tick);
    }
  }
  return [...ends, ...between].toSorted((a, b) => a.place - b.place);
}

/** The prior's density along the axis, scaled so that its peak is 1: `[place, height]`. */
export function priorCurve(parameter: NumericalParameter, points = 48): [number, number][] {
  const prior = numericalPrior(parameter);
  const densities = Array.from({ length: points + 1 }, (_, index) => prior.density(index / points));
  const peak = Math.max(...densities);
  return densities.map((density, index) => [index / points, density / peak]);
}
