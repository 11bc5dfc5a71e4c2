import { useState } from 'react';
import type { HomeRun } from '#core/contract/home.ts';
import { useStores } from '../../stores/stores.ts';
import { type FailedChoice, FailedChoices } from './failed-choices.tsx';
import { LaunchDialog } from './launch-dialog.tsx';
import { lastLaunch, useHomeRun, useLaunch, useStarted } from './use-launch.ts';

type RunDialogProps = { readonly runKey: string; readonly onClose: () => void };

/** Why a dialog that was opened before the list of runs came can't be confirmed: it does not know yet what it proposes. */
function notReadYet(run: HomeRun | null): string | null {
  return run?.status ? null : 'The run is still being read.';
}

/** Starts workers again for a run that has none. */
export function ResumeDialog({ runKey, onClose }: RunDialogProps) {
  const { connection } = useStores();
  const run = useHomeRun(runKey);
  const launch = useLaunch(lastLaunch(run));
  const started = useStarted();
  const [failed, setFailed] = useState<FailedChoice>('keep');
  const failures = run?.status?.state === 'failed' ? run.status.counts.failed : 0;
  const start = async () => {
    const { workers, env, slurm } = launch.values;
    const done = await launch.attempt(async () =>
      started(await connection.client.run.resume({ key: runKey, workers, env, set: [], failed, slurm })),
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
      blocked={notReadYet(run)}
      launch={launch}
      root={run?.root ?? null}
      onClose={onClose}
      onStart={() => void start()}
    >
      {failures > 0 && <FailedChoices count={failures} choice={failed} onChoose={setFailed} />}
    </LaunchDialog>
  );
}

/** Brings more workers to a run in progress. */
export function AddWorkerDialog({ runKey, onClose }: RunDialogProps) {
  const { connection } = useStores();
  const run = useHomeRun(runKey);
  const { env, sbatch } = lastLaunch(run);
  const launch = useLaunch({ env, sbatch });
  const start = async () => {
    const done = await launch.attempt(async () => {
      const { workers, env, slurm } = launch.values;
      await connection.client.run.addWorkers({ key: runKey, workers, env, slurm });
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
      blocked={notReadYet(run)}
      launch={launch}
      root={run?.root ?? null}
      about="How many join."
      onClose={onClose}
      onStart={() => void start()}
    />
  );
}
