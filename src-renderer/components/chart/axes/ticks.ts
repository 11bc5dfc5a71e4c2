const FACTORS = [1, 2, 5, 10] as const;
/** So much room a logarithmic axis has at least, as a factor. */
const LEAST_FACTOR = 1.02;
/** Ticks of a logarithmic axis, from coarse to fine. */
const LOG_FACTORS: readonly (readonly number[])[] = [[1], [1, 3], [1, 2, 5]];

/** No axis is longer: the distance of its ends, and a tick beyond either, remain finite numbers. */
const FURTHEST = Number.MAX_VALUE / 8;
/** No linear axis is shorter: ticks divide by its length, and the quotient remains a finite number. */
const SHORTEST = 1e-300;

function clamp(value: number): number {
  return Math.min(FURTHEST, Math.max(-FURTHEST, value));
}

/** The ends of a linear axis with room around the values. */
export function linearEnds(low: number, high: number, room: number): readonly [number, number] {
  const around = Math.max(room, SHORTEST);
  return [clamp(clamp(low) - around), clamp(clamp(high) + around)];
}

/** The ends of a linear axis that begins at 0; 0 and 1 if nothing is beyond 0. */
export function endsFromZero(end: number): readonly [number, number] {
  return [0, end > SHORTEST ? clamp(end) : 1];
}

/** The ends of a logarithmic axis with a share of its length as room on both sides; 0 < low <= high. */
export function logEnds(low: number, high: number, share: number): readonly [number, number] {
  const factor = Math.max(Math.exp((Math.log(high) - Math.log(low)) * share), LEAST_FACTOR);
  return [Math.max(Number.MIN_VALUE, clamp(low) / factor), clamp(high * factor)];
}

/** Round numbers between two ends, `most` of them at most: multiples of 1, 2 or 5 times a power of ten. */
export function linearTicks(from: number, to: number, most: number): readonly number[] {
  const rough = (to - from) / most;
  if (!(rough > 0)) {
    return [from];
  }
  const power = 10 ** Math.floor(Math.log10(rough));
  for (const factor of FACTORS) {
    const step = factor * power;
    const first = Math.ceil(from / step - 1e-9);
    const last = Math.floor(to / step + 1e-9);
    if (last - first + 1 <= most) {
      return Array.from({ length: last - first + 1 }, (_, index) =>
        Number(((first + index) * step).toPrecision(12)),
      );
    }
  }
  return [from];
}

function powerTicks(from: number, to: number, factors: readonly number[]): readonly number[] {
  const first = Math.floor(Math.log10(from));
  const last = Math.ceil(Math.log10(to));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
    .flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`)))
    .filter((tick) => tick >= from && tick <= to);
}

/** Ticks of a logarithmic axis: 1, 2, 5 where there is room, powers of ten where there is little, round numbers on a short axis. */
export function logTicks(from: number, to: number, most: number): readonly number[] {
  const fitting = LOG_FACTORS.map((factors) => powerTicks(from, to, factors)).filter(
    (ticks) => ticks.length <= most,
  );
  const finest = fitting.at(-1);
  if (finest === undefined) {
    const powers = powerTicks(from, to, [1]);
    const every = Math.ceil(powers.length / most);
    return powers.filter((_, index) => index % every === 0);
  }
  return finest.length >= 2 ? finest : linearTicks(from, to, most);
}

const SECOND_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800] as const;
const HOUR = 3_600;
const DAY = 24 * HOUR;
const HOUR_STEPS = [1, 2, 3, 6, 12].map((hours) => hours * HOUR);

/** An axis of less is divided into parts of a second. */
const SHORT_SECONDS = 2;

/** Ticks of an axis of seconds, on whole seconds, minutes, hours or days; on a short one on parts of a second. */
export function timeTicks(from: number, to: number, most: number): readonly number[] {
  if (to - from < SHORT_SECONDS) {
    return linearTicks(from, to, most);
  }
  const days = linearTicks(0, (to - from) / DAY, most);
  const dayStep = Math.max(1, (days[1] ?? 1) - (days[0] ?? 0)) * DAY;
  const step =
    [...SECOND_STEPS, ...HOUR_STEPS, DAY, 2 * DAY, 5 * DAY].find((each) => (to - from) / each <= most - 1) ??
    dayStep;
  const first = Math.ceil(from / step);
  const last = Math.floor(to / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}
