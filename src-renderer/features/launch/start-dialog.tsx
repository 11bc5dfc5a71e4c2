import { useState } from 'react';
import type { ExistingChoice, ExistingRun } from '#core/contract/existing-run.ts';
import { useStores } from '../../stores/stores.ts';
import { LaunchDialog } from './launch-dialog.tsx';
import { OverwriteDialog } from './overwrite-dialog.tsx';
import { useLaunch, useStarted } from './use-launch.ts';

type StartDialogProps = {
  readonly text: string;
  readonly file: string | null;
  readonly onClose: () => void;
};

/** Chooses workers and starts; where the root holds a run already, asks what should become of it. */
export function StartDialog({ text, file, onClose }: StartDialogProps) {
  const { connection } = useStores();
  const launch = useLaunch();
  const started = useStarted();
  const [found, setFound] = useState<ExistingRun | null>(null);
  const start = (existing: ExistingChoice) =>
    launch.attempt(async () => {
      const { workers, env } = launch.values;
      const answer = await connection.client.setup.start({ text, file, workers, env, existing });
      if (answer.kind === 'exists') {
        setFound(answer.existing);
      } else {
        onClose();
        started(answer);
      }
    });
  if (found) {
    return (
      <OverwriteDialog
        existing={found}
        busy={launch.busy}
        refusal={launch.refusal}
        onClose={onClose}
        onChoose={(choice) => void start(choice)}
      />
    );
  }
  return (
    <LaunchDialog
      title="Start"
      lead="Workers run by themselves: they go on when this window is closed."
      button="Start"
      launch={launch}
      about="How many evaluate side by side."
      onClose={onClose}
      onStart={() => void start({ kind: 'ask' })}
    />
  );
}
