import { Card } from '#renderer/components/surfaces/card.tsx';
import { EmptyState } from '#renderer/components/surfaces/empty-state.tsx';
import { counted } from '#renderer/format/numbers.ts';
import { aliveWorkers } from '../header/collect.ts';
import { useRunNow } from '../live/run-context.ts';
import { openSubmissions } from '../workers/submissions-card.tsx';

type Standing = { readonly alive: boolean; readonly waiting: boolean; readonly ours: boolean };

function wordsOf({ alive, waiting, ours }: Standing): string {
  if (!ours) {
    return 'They appear here by themselves: the first one that ends draws the first point.';
  }
  if (alive) {
    return 'Its loss appears here as soon as it ends.';
  }
  return waiting
    ? 'The workers begin when Slurm lets them: the first trial that ends draws the first point.'
    : 'Resume the run: the first trial that ends draws the first point.';
}

function titleOf(alive: boolean, pending: number): string {
  if (alive) {
    return 'The first trial is about to start';
  }
  return pending === 0 ? 'No trial yet' : `${counted(pending, 'trial')} pending, none has begun`;
}

/** The place of the chart while there is nothing to draw: no trial, or only such as wait. */
export function NoTrialYet({ pending }: { pending: number }) {
  const { status } = useRunNow();
  const alive = aliveWorkers(status) > 0;
  const waiting = openSubmissions(status).length > 0;
  return (
    <Card title="Loss trajectory">
      <EmptyState title={titleOf(alive, pending)}>
        {wordsOf({ alive, waiting, ours: status.layout === 'incumbent' })}
      </EmptyState>
    </Card>
  );
}
