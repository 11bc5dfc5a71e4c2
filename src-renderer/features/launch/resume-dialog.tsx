import { useStores } from '../../stores/stores.ts';
import { LaunchDialog } from './launch-dialog.tsx';
import { useHomeRun, useLaunch, useStarted } from './use-launch.ts';

type RunDialogProps = { readonly runKey: string; readonly onClose: () => void };

/** Starts workers again for a run that has none. */
export function ResumeDialog({ runKey, onClose }: RunDialogProps) {
  const { connection } = useStores();
  const run = useHomeRun(runKey);
  const launch = useLaunch();
  const started = useStarted();
  const start = async () => {
    const { workers, env } = launch.values;
    const done = await launch.attempt(async () =>
      started(await connection.client.run.resume({ key: runKey, workers, env, set: [] })),
    );
    if (done) {
      onClose();
    }
  };
  return (
    <LaunchDialog
      title={`Resume ${run?.name ?? 'the run'}`}
      lead={run?.status?.message ?? 'It goes on where it stopped; every trial is kept.'}
      button="Resume"
      launch={launch}
      onClose={onClose}
      onStart={() => void start()}
    />
  );
}

/** Brings more workers to a run in progress. */
export function AddWorkerDialog({ runKey, onClose }: RunDialogProps) {
  const { connection } = useStores();
  const run = useHomeRun(runKey);
  const launch = useLaunch();
  const start = async () => {
    const { workers, env } = launch.values;
    const done = await launch.attempt(async () => {
      await connection.client.run.addWorkers({ key: runKey, workers, env });
    });
    if (done) {
      onClose();
    }
  };
  return (
    <LaunchDialog
      title={`Add workers to ${run?.name ?? 'the run'}`}
      lead="They take the settings that the run has and evaluate beside the others."
      button="Add"
      launch={launch}
      about="How many join."
      onClose={onClose}
      onStart={() => void start()}
    />
  );
}
