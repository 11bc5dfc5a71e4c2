import { useLocation } from 'wouter';
import { Button } from '#renderer/components/buttons/button.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import type { Refusal } from '#renderer/host/refusal.ts';
import { addresses } from '#renderer/routing/addresses.ts';
import { useHome, useStores } from '#renderer/stores/stores.ts';
import classes from './run-screen.module.css';

type RefusedRunProps = {
  readonly runKey: string;
  readonly error: Refusal;
  /** The run's name where it was on screen before. */
  readonly name: string | null;
};

function titleOf(error: Refusal, name: string): string {
  switch (error.code) {
    case 'not-found':
      return `${name} is not in the list of runs`;
    case 'root-not-a-run':
    case 'root-replaced':
      return `The directory of ${name} is gone`;
    default:
      return `${name} cannot be read`;
  }
}

/** A run that the engine will not show: removed, unreadable, or its directory is gone. */
export function RefusedRun({ runKey, error, name }: RefusedRunProps) {
  const { openRuns, dialogs } = useStores();
  const [, navigate] = useLocation();
  const known = useHome((state) => state.home?.runs.find((run) => run.key === runKey)?.name);
  const leave = () => {
    openRuns.close(runKey);
    navigate(addresses.runs);
  };
  return (
    <div className={classes.refused}>
      <h1 className="visually-hidden">{known ?? name ?? runKey}</h1>
      <ErrorNotice
        title={titleOf(error, known ?? name ?? 'This run')}
        error={error}
        action={
          <span className="row">
            <Button size="small" onClick={leave}>
              Close it and go to Runs
            </Button>
            <Button size="small" variant="ghost" onClick={() => dialogs.open({ kind: 'open-directory' })}>
              Open directory…
            </Button>
          </span>
        }
      />
    </div>
  );
}
