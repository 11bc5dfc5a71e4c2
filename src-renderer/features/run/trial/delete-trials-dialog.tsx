import { useState } from 'react';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Dialog } from '#renderer/components/surfaces/dialog.tsx';
import { DialogActions, EscapeHint } from '#renderer/components/surfaces/dialog-actions.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { tilde } from '#renderer/format/paths.ts';
import { trialWords } from '#renderer/format/words.ts';
import { type Refusal, refusalOf } from '#renderer/host/refusal.ts';
import { useHome, useHost, useStores } from '#renderer/stores/stores.ts';
import classes from './trial.module.css';

type DeleteTrialsProps = {
  readonly runKey: string;
  /** The trial that was meant, then those that continue it. */
  readonly trials: readonly string[];
  readonly onClose: () => void;
};

/** Says what goes to the trash and from where it can be brought back; deletes on a press of its own button. */
export function DeleteTrialsDialog({ runKey, trials, onClose }: DeleteTrialsProps) {
  const { connection } = useStores();
  const root = useHome((state) => state.home?.runs.find((run) => run.key === runKey)?.root ?? '');
  const home = useHost((state) => state.info?.home ?? null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [first = '', ...continuations] = trials;
  const remove = async () => {
    setBusy(true);
    try {
      await connection.client.run.delete({ key: runKey, trials: [...trials] });
      onClose();
    } catch (error) {
      setRefusal(refusalOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={`Delete ${trialWords(first)}?`}
      lead="It no longer counts, for the optimizer and for the budget. Its number is not used again."
      width="narrow"
      onClose={onClose}
      onSubmit={() => undefined}
      foot={<EscapeHint />}
      actions={
        <DialogActions onCancel={onClose}>
          <Button
            size="large"
            variant="danger-filled"
            unavailable={busy ? 'Deleting…' : null}
            onClick={() => void remove()}
          >
            {trials.length === 1 ? 'Delete' : `Delete ${trials.length} trials`}
          </Button>
        </DialogActions>
      }
    >
      {continuations.length > 0 && (
        <p>
          It is continued at higher rungs: {continuations.join(', ')}{' '}
          {continuations.length === 1 ? 'goes' : 'go'} with it.
        </p>
      )}
      <p>These directories move to the trash, with all that the pipeline wrote into them:</p>
      <ul className={classes.doomed} aria-label="What goes to the trash">
        {trials.map((trial) => (
          <li key={trial} className="mono">
            results/config_{trial}
          </li>
        ))}
      </ul>
      <p className="text3 small">
        <span className="mono">incumbent trash restore</span> brings them back from{' '}
        <span className="mono">{tilde(`${root}/results/.incumbent-trash`, home)}</span>.
      </p>
      {refusal && <ErrorNotice error={refusal} />}
    </Dialog>
  );
}
