import { IconCrown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useDeferredValue, useMemo } from 'react';
import { type ExpectedEnds, expectedEnds, type Pace, paceOf } from '#core/analysis/trials/pace.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { CopyButton } from '#renderer/components/buttons/copy-button.tsx';
import { useFromNow } from '#renderer/components/hooks/use-now.ts';
import { Icon } from '#renderer/components/text/icon.tsx';
import { Numeric } from '#renderer/components/text/numeric.tsx';
import { PathText } from '#renderer/components/text/path-text.tsx';
import { RunStateTag } from '#renderer/components/text/state-mark.tsx';
import { count } from '#renderer/format/numbers.ts';
import { useRun } from '#renderer/stores/stores.ts';
import { useRunNow, useRunOnScreen } from '../live/run-context.ts';
import { usePaced } from '../live/trials/use-paced.ts';
import { BestLoss } from './best-loss.tsx';
import { CostBlock, DurationBlock, FoldedLine, PaceBlock } from './budget-blocks.tsx';
import { optimizerWords } from './collect.ts';
import { EvaluationsBlock } from './evaluations-block.tsx';
import classes from './header.module.css';
import { HeaderActions } from './header-actions.tsx';
import { StateCounts } from './state-counts.tsx';

const TICK_MILLISECONDS = 5_000;

/** How fast a run goes and when it will be done; nothing where it rests. */
function usePace(runKey: string, status: RunStatus): { pace: Pace | null; ends: ExpectedEnds | null } {
  const trials = usePaced(
    useRun(runKey, (view) => view.trials),
    TICK_MILLISECONDS,
  );
  // What goes through all trials waits for what a person does.
  const now = useDeferredValue(
    useFromNow((present) => Math.floor(present / TICK_MILLISECONDS) * TICK_MILLISECONDS),
  );
  const isRunning = status.state === 'running';
  // Of a run that is only watched, what it completes is all that tells whether it goes on.
  const hasPace = isRunning || status.state === 'unknown';
  const pace = useMemo(
    // Ends lie up to a tick after the time that is shown.
    () => (hasPace ? paceOf(trials, now + TICK_MILLISECONDS) : null),
    [hasPace, trials, now],
  );
  return { pace, ends: isRunning ? expectedEnds(status.budget, pace, now) : null };
}

function toneOf({ state, layout }: RunStatus): 'failed' | 'stale' | undefined {
  if (state === 'failed') {
    return 'failed';
  }
  // A run of ours whose state is not known has lost its directory.
  return state === 'stalled' || (state === 'unknown' && layout === 'incumbent') ? 'stale' : undefined;
}

/** What stands in the way of reading the run now, beyond what its message says. */
function errorsBeside({ problems, message: told }: RunStatus): readonly string[] {
  return problems
    .filter(({ severity, message }) => severity === 'error' && message !== told)
    .map(({ message }) => message);
}

/** What turns every loss on the screen round. */
function signsTurned({ problems }: RunStatus): string | null {
  const note = problems.find(({ code }) => code === 'maximised');
  return note === undefined ? null : note.message;
}

/** Several of them stand in one line. */
function sentence(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}

/** Why the run stands where it stands, and why nothing can be done with it. */
function Message({ status, readOnlyBecause }: { status: RunStatus; readOnlyBecause: string | null }) {
  const errors = errorsBeside(status);
  const parts = [signsTurned(status), status.message ?? stoppingWords(status), readOnlyBecause, ...errors];
  const said = parts.flatMap((part) => part || []);
  const words = said.length > 1 ? said.map(sentence).join(' ') : said.join('');
  const isTroubled = status.problems.some(({ severity }) => severity === 'error');
  return words === '' ? null : (
    <p
      className={classes.message}
      data-tone={toneOf(status) ?? (isTroubled ? 'stale' : undefined)}
      title={words}
    >
      <span>{words}</span>
    </p>
  );
}

/** What is left of the numbers in one line. */
function Shrunk({ status }: { status: RunStatus }) {
  const { completed, total } = status.budget.evaluations;
  return (
    <>
      <span className={classes.shrunkProgress}>
        {total === null ? count(completed) : `${count(completed)} / ${count(total)}`}
      </span>
      {status.best && (
        <span className={classes.shrunkBest} title="Best loss">
          <Icon of={IconCrown} />
          <Numeric value={status.best.loss} />
        </span>
      )}
    </>
  );
}

function Hero({ runKey, status }: { runKey: string; status: RunStatus }) {
  const { pace, ends: expected } = usePace(runKey, status);
  // The budget will not be reached where the run was asked to stop.
  const ends = stoppingWords(status) === null ? expected : null;
  return (
    <>
      <div className={classes.hero}>
        <EvaluationsBlock status={status} ends={ends} />
        <BestLoss runKey={runKey} best={status.best} />
        <CostBlock status={status} />
        <DurationBlock status={status} />
        <StateCounts runKey={runKey} counts={status.counts} />
        <PaceBlock pace={pace} status={status} />
      </div>
      <FoldedLine pace={pace} status={status} ends={ends} />
    </>
  );
}

/** State, progress and acts of a run: above every tab, one line once its page is scrolled. */
export function RunHeader({ shrunk, tabs }: { shrunk: boolean; tabs: ReactNode }) {
  const { runKey, facts } = useRunOnScreen();
  const { status } = useRunNow();
  const optimizer = optimizerWords(facts.optimizer);
  return (
    <header className={classes.header} data-shrunk={shrunk || undefined}>
      <div className={classes.first}>
        <RunStateTag state={status.state} live />
        <h1 className="ellipsis">{facts.name}</h1>
        {shrunk ? (
          <Shrunk status={status} />
        ) : (
          <>
            <span className={classes.where}>
              <PathText path={facts.root} />
              <CopyButton text={facts.root} label="Copy path" />
            </span>
            {optimizer && <span className={classes.optimizer}>{optimizer}</span>}
          </>
        )}
        <HeaderActions facts={facts} status={status} />
      </div>
      {!shrunk && <Hero runKey={runKey} status={status} />}
      {!shrunk && <Message status={status} readOnlyBecause={facts.read_only_because} />}
      <div className={classes.tabs}>{tabs}</div>
    </header>
  );
}

/** What a run waits for that was asked to stop; null where nobody asked, or a worker goes on. */
export function stoppingWords({ stopping }: RunStatus): string | null {
  switch (stopping) {
    case 'finish':
      return 'Stopping… The evaluations in progress end first.';
    case 'now':
      return 'Stopping… The evaluations in progress are interrupted.';
    case null:
      return null;
  }
}
