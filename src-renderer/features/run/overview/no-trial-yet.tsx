import { Card } from '#renderer/components/card.tsx';
import { EmptyState } from '#renderer/components/empty-state.tsx';
import { aliveWorkers } from '../header/collect.ts';
import { useRunOnScreen } from '../live/run-context.ts';

/** The place of the chart while there is nothing to draw. */
export function NoTrialYet() {
  const { status } = useRunOnScreen();
  const alive = aliveWorkers(status) > 0;
  return (
    <Card title="Loss trajectory">
      <EmptyState title={alive ? 'The first trial is about to start' : 'No trial yet'}>
        {alive
          ? 'Its loss appears here as soon as it ends.'
          : 'Resume the run: the first trial that ends draws the first point.'}
      </EmptyState>
    </Card>
  );
}
