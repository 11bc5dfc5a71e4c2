import type { ReactNode } from 'react';
import { Button, type ButtonProps } from '../buttons/button.tsx';
import { KeyHint } from '../text/key-hint.tsx';

type DialogActionsProps = {
  readonly onCancel: () => void;
  /** The button of the act. */
  readonly children: ReactNode;
};

/** The buttons of a dialog that asks: Cancel, then the act. */
export function DialogActions({ onCancel, children }: DialogActionsProps) {
  return (
    <>
      <Button size="large" onClick={onCancel}>
        Cancel
      </Button>
      {children}
    </>
  );
}

/** The act of a dialog that Enter does too. */
export function SubmitButton(props: Omit<ButtonProps, 'size' | 'variant' | 'type'>) {
  return <Button {...props} size="large" variant="primary" type="submit" />;
}

/** For the foot of a dialog before something that cannot simply be taken back. */
export function EscapeHint() {
  return (
    <>
      <KeyHint shortcut="Esc" /> changes nothing
    </>
  );
}
