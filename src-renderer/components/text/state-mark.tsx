import type { RunState } from '#core/contract/run/status.ts';
import type { TrialState } from '#core/contract/run/trial.ts';
import { RUN_STATE_WORDS, TRIAL_STATE_WORDS } from '#renderer/format/words.ts';
import classes from './state-mark.module.css';

export type MarkShape = TrialState | 'stopped';

/** Runs borrow the shapes of trials: running is evaluating, stalled is stale, finished is success. */
export const RUN_SHAPES = {
  running: 'evaluating',
  stalled: 'stale',
  stopped: 'stopped',
  finished: 'success',
  failed: 'failed',
  empty: 'pending',
  unknown: 'unreadable',
} as const satisfies Record<RunState, MarkShape>;

function Shape({ of }: { of: MarkShape }) {
  switch (of) {
    case 'pending':
      return (
        <circle
          cx="6"
          cy="6"
          r="4.2"
          fill="none"
          stroke="var(--pending)"
          strokeWidth="1.5"
          strokeDasharray="2.2 2.2"
        />
      );
    case 'evaluating':
      return (
        <>
          <circle cx="6" cy="6" r="4.2" fill="none" stroke="var(--evaluating)" strokeWidth="1.5" />
          <path d="M6 1.8a4.2 4.2 0 0 1 0 8.4z" fill="var(--evaluating)" />
        </>
      );
    case 'success':
      return <circle cx="6" cy="6" r="4.5" fill="var(--success)" />;
    case 'failed':
      return (
        <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" stroke="var(--failed)" strokeWidth="2" strokeLinecap="round" />
      );
    case 'crashed':
      return <path d="M6 .8L11.2 6 6 11.2.8 6z" fill="var(--crashed)" />;
    case 'stale':
      return <path d="M6 1.2l5.2 9.4H.8z" fill="var(--stale)" />;
    case 'stopped':
      return <rect x="2" y="2" width="8" height="8" rx="1.5" fill="var(--pending)" />;
    case 'unreadable':
      return (
        <>
          <circle cx="6" cy="6" r="4.2" fill="none" stroke="var(--pending)" strokeWidth="1.5" />
          <circle cx="6" cy="6" r="1.5" fill="var(--pending)" />
        </>
      );
  }
}

/** The shape of a state, 12 pixels; never without its word beside it. */
export function StateMark({ state }: { state: MarkShape }) {
  return (
    <svg className={classes.mark} viewBox="0 0 12 12" aria-hidden="true">
      <Shape of={state} />
    </svg>
  );
}

/** Shape and word of a run's state on its soft fill. `live` makes it the status that screen readers announce. */
export function RunStateTag({ state, live = false }: { state: RunState; live?: boolean }) {
  const word = RUN_STATE_WORDS[state];
  return (
    <span
      className={classes.tag}
      data-state={RUN_SHAPES[state]}
      {...(live ? { role: 'status', 'aria-label': word } : {})}
    >
      <StateMark state={RUN_SHAPES[state]} />
      {word}
    </span>
  );
}

/** Shape and word of a trial's state; `plain` without the fill, as in tables. */
export function TrialStateTag({ state, plain = false }: { state: TrialState; plain?: boolean }) {
  const word = TRIAL_STATE_WORDS[state];
  return (
    <span className={plain ? classes.plain : classes.tag} data-state={state}>
      <StateMark state={state} />
      {plain ? word : word.charAt(0).toUpperCase() + word.slice(1)}
    </span>
  );
}
