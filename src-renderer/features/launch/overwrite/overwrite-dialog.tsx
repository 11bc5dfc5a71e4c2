import { useState } from 'react';
import type { ExistingChoice, ExistingRun } from '#core/contract/run/existing-run.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Dialog } from '#renderer/components/surfaces/dialog.tsx';
import { DialogActions, EscapeHint, SubmitButton } from '#renderer/components/surfaces/dialog-actions.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { tilde } from '#renderer/format/paths.ts';
import type { Refusal } from '#renderer/host/refusal.ts';
import { useHost } from '#renderer/stores/stores.ts';
import { historyWords } from './existing-facts.ts';
import {
  type ChoiceKind,
  choiceOf,
  firstChoice,
  OverwriteChoices,
  refusalOfChoice,
} from './overwrite-choices.tsx';

type OverwriteDialogProps = {
  readonly existing: ExistingRun;
  readonly busy: boolean;
  readonly refusal: Refusal | null;
  readonly onClose: () => void;
  readonly onChoose: (choice: ExistingChoice) => void;
};

type ActProps = {
  readonly kind: ChoiceKind;
  readonly unavailable: string | null;
  readonly busy: boolean;
  readonly onOverwrite: () => void;
};

/** The button of the choice: what is safe is what Enter does, overwriting takes a press of its own button. */
function ActButton({ kind, unavailable, busy, onOverwrite }: ActProps) {
  const shared = { unavailable, 'aria-busy': busy };
  return kind === 'overwrite' ? (
    <Button {...shared} size="large" variant="danger-filled" onClick={onOverwrite}>
      Overwrite and start
    </Button>
  ) : (
    <SubmitButton {...shared}>{kind === 'continue' ? 'Continue' : 'Start there'}</SubmitButton>
  );
}

/** What a start asks when its root holds a run: go on with it, go elsewhere, or, deliberately, overwrite it. */
export function OverwriteDialog({ existing, busy, refusal, onClose, onChoose }: OverwriteDialogProps) {
  const home = useHost((state) => state.info?.home ?? null);
  const [text, setText] = useState(() => firstChoice(existing));
  const [opened] = useState(() => Date.now());
  const why = refusalOfChoice(existing, text) ?? (busy ? 'Starting…' : null);
  const choose = () => {
    if (!why) {
      onChoose(choiceOf(text));
    }
  };
  return (
    <Dialog
      title={`${tilde(existing.root, home)} already holds a run`}
      lead={historyWords(existing, opened)}
      onClose={onClose}
      onSubmit={text.kind === 'overwrite' ? () => undefined : choose}
      foot={<EscapeHint />}
      actions={
        <DialogActions onCancel={onClose}>
          <ActButton kind={text.kind} unavailable={why} busy={busy} onOverwrite={choose} />
        </DialogActions>
      }
    >
      <OverwriteChoices existing={existing} now={opened} text={text} onChange={setText} />
      {refusal && <ErrorNotice error={refusal} />}
    </Dialog>
  );
}
