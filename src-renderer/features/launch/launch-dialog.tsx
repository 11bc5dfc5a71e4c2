import type { ReactNode } from 'react';
import { Dialog } from '#renderer/components/surfaces/dialog.tsx';
import { DialogActions, EscapeHint, SubmitButton } from '#renderer/components/surfaces/dialog-actions.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { LaunchFields } from './fields/launch-fields-form.tsx';
import type { Launch } from './use-launch.ts';

type LaunchDialogProps = {
  readonly title: string;
  readonly lead: ReactNode;
  readonly button: string;
  readonly launch: Launch;
  /** The run's directory; null where it is not known. */
  readonly root: string | null;
  readonly blocked?: string | null;
  /** What the number of workers means here. */
  readonly about?: string;
  readonly onClose: () => void;
  readonly onStart: () => void;
  readonly children?: ReactNode;
  /** What stands behind the fields. */
  readonly more?: ReactNode;
};

/** The frame of everything that starts workers: fields, refusal, two buttons. Enter starts. */
export function LaunchDialog(props: LaunchDialogProps) {
  const { launch, root, blocked = null, about, children, more, ...words } = props;
  const why = blocked ?? launch.blocked;
  return (
    <Dialog
      title={words.title}
      lead={words.lead}
      width="narrow"
      onClose={words.onClose}
      onSubmit={() => {
        if (!why) {
          words.onStart();
        }
      }}
      foot={<EscapeHint />}
      actions={
        <DialogActions onCancel={words.onClose}>
          <SubmitButton unavailable={why} aria-busy={launch.busy}>
            {words.button}
          </SubmitButton>
        </DialogActions>
      }
    >
      {children}
      <LaunchFields
        text={launch.text}
        values={launch.values}
        least={launch.least}
        root={root}
        onChange={launch.change}
        {...(about === undefined ? {} : { about })}
      />
      {more}
      {launch.refusal && <ErrorNotice error={launch.refusal} />}
    </Dialog>
  );
}
