import { linearEnds, linearTicks, logEnds, logTicks } from './ticks.ts';

/** A part of an axis, as places. */
export type Sight = readonly [from: number, to: number];
export const ALL_IN_SIGHT: Sight = [0, 1];

type Tick = { readonly place: number; readonly label: string };

/** One axis of a drawing: from values to places between 0 (left, below) and 1, and back. */
export type PlotAxis = {
  readonly title: string;
  /** The names on the axis where it is no number line; null otherwise. */
  readonly choices: readonly string[] | null;
  /** Those of the part that is in sight. */
  readonly ticks: (most: number, sight: Sight) => readonly Tick[];
  /** Null where the value has no place. */
  readonly at: (value: number) => number | null;
  readonly valueAt: (place: number) => number;
};

type Range = { readonly lower: number; readonly upper: number; readonly log: boolean };

/** Short enough for a narrow axis, and still the value. */
function tickLabel(value: number): string {
  const size = Math.abs(value);
  return value !== 0 && (size < 1e-3 || size >= 1e5)
    ? value.toExponential().replace('e+', 'e')
    : String(Number(value.toPrecision(6)));
}

/** A number line, logarithmic where both ends are above 0. */
export function numberAxis(title: string, { lower, upper, log }: Range): PlotAxis {
  const isLog = log && lower > 0;
  const unit = isLog ? Math.log : (value: number) => value;
  const [from, to] = [unit(lower), unit(upper)];
  const at = (value: number) => (to > from ? (unit(value) - from) / (to - from) : 0.5);
  const valueAt = (place: number) => {
    const value = from + place * (to - from);
    return isLog ? Math.exp(value) : value;
  };
  // What goes through a logarithm and back may miss the end by a little, and its tick with it.
  const endAt = (place: number) => (place === 0 ? lower : place === 1 ? upper : valueAt(place));
  return {
    title,
    choices: null,
    at: (value) => (value >= lower && value <= upper ? at(value) : null),
    valueAt,
    ticks: (most, [first, last]) => {
      const ticks = isLog ? logTicks : linearTicks;
      const values = to > from ? ticks(endAt(first), endAt(last), most) : [lower];
      return values.map((value) => ({ place: at(value), label: tickLabel(value) }));
    },
  };
}

/** One place a choice, in the middle of its part of the axis. */
export function choiceAxis(title: string, choices: readonly string[]): PlotAxis {
  const at = (choice: number) => (choice + 0.5) / choices.length;
  return {
    title,
    choices,
    at: (choice) => (choice >= 0 && choice < choices.length ? at(choice) : null),
    valueAt: (place) => Math.min(choices.length - 1, Math.max(0, Math.floor(place * choices.length))),
    ticks: (_, [first, last]) =>
      choices
        .map((label, choice) => ({ place: at(choice), label }))
        .filter(({ place }) => place >= first && place <= last),
  };
}

/** The range of losses with a little room around them. */
export function paddedRange(values: readonly number[], log: boolean): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = value < low ? value : low;
    high = value > high ? value : high;
  }
  if (low > high) {
    return { lower: 0, upper: 1, log: false };
  }
  if (log && low > 0) {
    const [lower, upper] = logEnds(low, high, 0.04);
    return { lower, upper, log: true };
  }
  const room = Math.max((high - low) * 0.04, Math.abs(high) * 1e-3, 1e-12);
  const [lower, upper] = linearEnds(low, high, room);
  return { lower, upper, log: false };
}
