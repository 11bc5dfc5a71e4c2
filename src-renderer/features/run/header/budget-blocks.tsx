import type { ExpectedEnds, Pace } from '#core/analysis/trials/pace.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import { formatDuration } from '#core/analysis/words/format-duration.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { ProgressBar } from '#renderer/components/marks/progress-bar.tsx';
import { Numeric } from '#renderer/components/text/numeric.tsx';
import { count, counted, given } from '#renderer/format/numbers.ts';
import classes from './blocks.module.css';
import { aliveWorkers, tellsCost } from './collect.ts';
import { End } from './evaluations-block.tsx';

/** What was spent, of how much. */
export function CostBlock({ status }: { status: RunStatus }) {
  const { spent, total } = status.budget.cost;
  if (!tellsCost(status)) {
    return null;
  }
  return (
    <div className={`${classes.block} ${classes.foldable}`}>
      <div className={classes.label}>{status.cost_unit ? `Cost, ${status.cost_unit}` : 'Cost'}</div>
      <div className={classes.second}>
        <Numeric value={spent} /> {total !== null && <small>of {given(total)}</small>}
      </div>
      {total !== null && (
        <div className={classes.smallBar}>
          <ProgressBar label="Cost" completed={spent} total={total} words={formatNumber} />
        </div>
      )}
    </div>
  );
}

/** Time during which a worker lived, where the run has a budget for it. */
export function DurationBlock({ status }: { status: RunStatus }) {
  const { spent, total } = status.budget.duration;
  if (total === null) {
    return null;
  }
  return (
    <div className={`${classes.block} ${classes.foldable}`}>
      <div className={classes.label}>Time with workers</div>
      <div className={classes.second}>
        {formatDuration(spent)} <small>of {formatDuration(total)}</small>
      </div>
      <div className={classes.smallBar}>
        <ProgressBar label="Time" completed={spent} total={total} words={formatDuration} />
      </div>
    </div>
  );
}

/** From here on a pace is told without decimals. */
const WHOLE_FROM = 100;

function paceNumber(trialsPerHour: number): string {
  return trialsPerHour >= WHOLE_FROM ? count(trialsPerHour) : trialsPerHour.toFixed(1);
}

function paceWords(pace: Pace | null): string | null {
  return pace === null ? null : `${paceNumber(pace.trialsPerHour)} trials / h`;
}

/** Nobody says of a run that is only watched that it rests. */
const NO_PACE: Partial<Record<RunStatus['state'], string>> = {
  running: 'not known yet',
  unknown: 'none completed',
};

/** How fast it goes, and who works. */
export function PaceBlock({ pace, status }: { pace: Pace | null; status: RunStatus }) {
  return (
    <div className={`${classes.block} ${classes.foldable} ${classes.pace}`}>
      <div className={classes.label}>Pace, last hour</div>
      <div className={classes.second}>
        {pace === null ? (
          <small>{NO_PACE[status.state] ?? 'Idle'}</small>
        ) : (
          <>
            {paceNumber(pace.trialsPerHour)} <small>trials / h</small>
          </>
        )}
      </div>
      <div className={classes.under}>{workersWords(status)}</div>
    </div>
  );
}

function workersWords(status: RunStatus): string {
  const alive = aliveWorkers(status);
  if (alive === 0 && status.layout !== 'incumbent') {
    return 'workers not known';
  }
  const workers = counted(alive, 'worker');
  return status.workers.some(({ alive }) => alive === null) ? `${workers}, may be alive` : `${workers} alive`;
}

type FoldedLineProps = {
  readonly pace: Pace | null;
  readonly status: RunStatus;
  readonly ends: ExpectedEnds | null;
};

/** The same in one line, where the window is narrow. */
export function FoldedLine({ pace, status, ends }: FoldedLineProps) {
  const { cost, duration } = status.budget;
  const unit = status.cost_unit ? ` ${status.cost_unit}` : '';
  const parts = [
    tellsCost(status)
      ? `Cost ${formatNumber(cost.spent)}${cost.total === null ? '' : ` of ${given(cost.total)}`}${unit}`
      : null,
    duration.total === null ? null : `${formatDuration(duration.spent)} of ${formatDuration(duration.total)}`,
    paceWords(pace),
    workersWords(status),
  ];
  return (
    <div className={classes.folded}>
      <span className="ellipsis">{parts.filter((part) => part !== null).join(' · ')}</span>
      <span className={classes.end}>
        <End status={status} ends={ends} />
      </span>
    </div>
  );
}
