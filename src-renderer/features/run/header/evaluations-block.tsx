import type { ExpectedEnds } from '#core/analysis/trials/pace.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { useFromNow } from '#renderer/components/hooks/use-now.ts';
import { ProgressBar } from '#renderer/components/marks/progress-bar.tsx';
import { count } from '#renderer/format/numbers.ts';
import { FINISHED_WORDS } from '#renderer/format/words.ts';
import classes from './blocks.module.css';
import { evaluationsLine } from './collect.ts';
import { endWords } from './end-words.ts';

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
