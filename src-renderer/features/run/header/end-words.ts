import { formatDuration } from '#core/analysis/words/format-duration.ts';

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** Further off than this, the day is said with the hour. */
const NEAR_MILLISECONDS = 20 * 3_600_000;
/** Seconds of an estimate would only flicker. */
const COARSE_SECONDS = 60;

/** `ends about 20:10, in 2 h 40 min` */
export function endWords(end: number, now: number): string {
  const left = (end - now) / 1000;
  if (left < COARSE_SECONDS) {
    return 'ends within a minute';
  }
  const clock = CLOCK.format(end);
  const when = end - now > NEAR_MILLISECONDS ? `${DAY.format(end)}, ${clock}` : clock;
  return `ends about ${when}, in ${formatDuration(Math.round(left / COARSE_SECONDS) * COARSE_SECONDS)}`;
}
