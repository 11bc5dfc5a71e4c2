import { useState } from 'react';
import type { ExistingChoice, ExistingRun } from '#core/contract/run/existing-run.ts';
import { CopyButton } from '#renderer/components/buttons/copy-button.tsx';
import { documentOf } from '#renderer/stores/draft/draft.ts';
import { shellWord, tilde } from '../../format/paths.ts';
import { useHost, useStores } from '../../stores/stores.ts';
import classes from './launch.module.css';
import { LaunchDialog } from './launch-dialog.tsx';
import { OverwriteDialog } from './overwrite/overwrite-dialog.tsx';
import { RootFindingLine } from './root-finding-line.tsx';
import { StartWarnings } from './start-warnings.tsx';
import { useLaunch, useStarted } from './use-launch.ts';
import { useRootFinding } from './use-root-finding.ts';

/** Workers start on this machine; how those of others take part. */
function OtherMachines({ root }: { readonly root: string }) {
  const command = `incumbent worker ${shellWord(root)}`;
  return (
    <details className={classes.more}>
      <summary>Run workers elsewhere</summary>
      <p className={classes.hint}>
        These workers run on this machine. Once the run is started, any other that sees the directory takes
        part by this command, also as a job of a cluster:
      </p>
      <p className={classes.command}>
        <code>{command}</code>
        <CopyButton text={command} label="Copy the command" />
      </p>
    </details>
  );
}

type StartDialogProps = {
  /** Where the run would be kept; null where that is not known. */
  readonly root: string | null;
  /** What was found in the text that keeps nobody from starting it. */
  readonly warnings: readonly string[];
  readonly onClose: () => void;
};

/** Chooses workers and starts; where the root holds a run already, asks what should become of it. */
export function StartDialog({ root, warnings, onClose }: StartDialogProps) {
  const { connection, draft } = useStores();
  const home = useHost((state) => state.info?.home ?? null);
  const finding = useRootFinding(root);
  const launch = useLaunch();
  const started = useStarted();
  const [found, setFound] = useState<ExistingRun | null>(null);
  const start = (existing: ExistingChoice) =>
    launch.attempt(async () => {
      const { workers, env, slurm } = launch.values;
      const document = draft.getState();
      const answer = await connection.client.setup.start({
        ...documentOf(document),
        branch_from: document.branch?.root ?? null,
        workers,
        env,
        slurm,
        existing,
      });
      if (answer.kind === 'exists') {
        setFound(answer.existing);
      } else {
        draft.markStarted({
          key: answer.key,
          root: answer.root,
          at: new Date().toISOString(),
          text: document.text,
          space: document.space?.text ?? null,
        });
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
      lead="Workers keep running if you close this window."
      button="Start"
      launch={launch}
      root={root}
      about="How many evaluate side by side."
      onClose={onClose}
      onStart={() => void start({ kind: 'ask' })}
      more={root !== null && launch.values.slurm === null && <OtherMachines root={root} />}
    >
      <StartWarnings warnings={warnings} />
      {root !== null && (
        <div>
          <p className={classes.where}>
            Saved to <span className="mono">{tilde(root, home)}</span>
          </p>
          <RootFindingLine finding={finding} />
        </div>
      )}
    </LaunchDialog>
  );
}
