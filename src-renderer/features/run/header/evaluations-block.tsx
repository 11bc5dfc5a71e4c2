import type { ExpectedEnds } from '#core/analysis/trials/pace.ts';
import { formatDuration } from '#core/analysis/words/format-duration.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { useFromNow } from '#renderer/components/hooks/use-now.ts';
import { ProgressBar } from '#renderer/components/marks/progress-bar.tsx';
import { count } from '#renderer/format/numbers.ts';
import { FINISHED_WORDS } from '#renderer/format/words.ts';
import classes from './blocks.module.css';
import { evaluationsLine } from './collect.ts';

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

/** When the run will end, or which budget ended it. */
export function End({ status, ends }: { status: RunStatus; ends: ExpectedEnds | null }) {
  const end = ends?.run ?? null;
  const words = useFromNow((now) => (end === null ? null : endWords(end, now)));
  // The header's message says it at greater length where there is one.
  return status.finished_because === null || status.message !== null
    ? words
    : FINISHED_WORDS[status.finished_because];
}

/** What of the budget of evaluations is done, goes on, and is left. */
export function EvaluationsBlock({ status, ends }: { status: RunStatus; ends: ExpectedEnds | null }) {
  const { completed, total } = status.budget.evaluations;
  return (
    <div className={`${classes.block} ${classes.evaluations}`}>
      <div className={classes.progressLine}>
        <span className={classes.big}>{count(completed)}</span>
        <span className={classes.of}>
          {total === null
            ? completed === 1
              ? 'evaluation'
              : 'evaluations'
            : `of ${count(total)} evaluations`}
        </span>
        <span className={`${classes.end} ${classes.foldable}`}>
          <End status={status} ends={ends} />
        </span>
      </div>
      <div className={classes.bar}>
        <ProgressBar
          label="Evaluations"
          completed={completed}
          evaluating={status.counts.evaluating}
          stale={status.counts.stale}
          total={total}
        />
      </div>
      <div className={classes.under}>{evaluationsLine(status)}</div>
    </div>
  );
}
