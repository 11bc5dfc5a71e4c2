import { count } from '#renderer/format/numbers.ts';
import classes from './progress-bar.module.css';

type ProgressBarProps = {
  /** The accessible name: `Evaluations`, `Cost`. */
  readonly label: string;
  readonly completed: number;
  readonly evaluating?: number;
  readonly stale?: number;
  /** Null where there is no budget: the bar is then left out, the value is still told. */
  readonly total: number | null;
  /** How numbers are told; counts by default. */
  readonly words?: (value: number) => string;
};

/** Completed in grey, evaluating in blue, stale in amber. Its value is what is completed. Never animated. */
export function ProgressBar({
  label,
  completed,
  evaluating = 0,
  stale = 0,
  total,
  words = count,
}: ProgressBarProps) {
  const full = Math.max(total ?? 0, completed + evaluating + stale, Number.MIN_VALUE);
  const width = (part: number) => ({ width: `${(100 * part) / full}%` });
  const text = total === null ? `${words(completed)}, no limit` : `${words(completed)} of ${words(total)}`;
  return (
    <div
      className={classes.bar}
      data-empty={total === null || undefined}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuenow={completed}
      aria-valuemax={Math.max(total ?? completed, completed)}
      aria-valuetext={evaluating > 0 ? `${text}, ${words(evaluating)} evaluating` : text}
    >
      {completed > 0 && <i className={classes.completed} style={width(completed)} />}
      {evaluating > 0 && <i className={classes.evaluating} style={width(evaluating)} />}
      {stale > 0 && <i className={classes.stale} style={width(stale)} />}
    </div>
  );
}
