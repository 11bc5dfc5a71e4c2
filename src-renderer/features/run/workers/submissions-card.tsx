import { useCallback, useEffect, useState } from 'react';
import { queueText, submissionText } from '#core/analysis/words/submission-text.ts';
import type { SubmissionQueue } from '#core/contract/run/cluster.ts';
import type { RunStatus, SubmissionStatus } from '#core/contract/run/status.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { useReadOnlyReason } from '#renderer/stores/read-only.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useRunNow, useRunOnScreen } from '../live/run-context.ts';

/** Jobs of a cluster that may not be over. */
export function openSubmissions({
  submissions = [],
}: Pick<RunStatus, 'submissions'>): readonly SubmissionStatus[] {
  return submissions.filter(({ waiting, alive }) => waiting + alive > 0);
}

/** What was submitted to Slurm, how much of it has begun, and what Slurm says of the rest. */
export function SubmissionsCard() {
  const { status } = useRunNow();
  const open = openSubmissions(status);
  const readOnly = useReadOnlyReason();
  const { queues, ask, isBusy } = useQueues(open);
  return (
    <Card
      title="Slurm"
      controls={
        <Button
          size="small"
          onClick={ask}
          unavailable={readOnly ?? (isBusy ? 'Slurm is being asked.' : null)}
        >
          Ask Slurm
        </Button>
      }
    >
      <ul aria-label="Jobs of Slurm">
        {open.map((submission) => {
          const queue = queues.find((each) => each.submission === submission.submission);
          return (
            <li key={submission.submission}>
              <p>{submissionText(submission)}</p>
              {queue && <p className="text3">{queueText(queue)}</p>}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** Asked when the card is opened, when a task has begun or ended, and by the button: each time costs the cluster something. */
function useQueues(open: readonly SubmissionStatus[]) {
  const { runKey } = useRunOnScreen();
  const { client } = useStores().connection;
  const [queues, setQueues] = useState<readonly SubmissionQueue[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const readOnly = useReadOnlyReason();
  const ask = useCallback(() => {
    if (readOnly !== null) {
      return;
    }
    setIsBusy(true);
    client.run
      .queues({ key: runKey })
      .then(setQueues, () => setQueues([]))
      .finally(() => setIsBusy(false));
  }, [client, runKey, readOnly]);
  const stand = open.map(({ submission, begun, alive }) => `${submission} ${begun} ${alive}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of what is open asks once.
  useEffect(ask, [ask, stand]);
  return { queues, ask, isBusy };
}
