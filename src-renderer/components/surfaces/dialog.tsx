import { Modal } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { takeFocus } from '../hooks/take-focus.ts';
import { useFocusReturn } from '../hooks/use-focus-return.ts';
import classes from './dialog.module.css';

type DialogProps = {
  readonly title: string;
  readonly lead?: ReactNode;
  /** 656 pixels, 440 for a question with a field or two. */
  readonly width?: 'wide' | 'narrow';
  readonly onClose: () => void;
  /** What Enter does: the safe choice. */
  readonly onSubmit: () => void;
  /** Buttons, from the right: the act last. */
  readonly actions: ReactNode;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
};

/** A dialog over the page: Esc closes and changes nothing, focus goes back to where it was. */
export function Dialog({
  title,
  lead,
  width = 'wide',
  onClose,
  onSubmit,
  actions,
  foot,
  children,
}: DialogProps) {
  useFocusReturn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={width === 'wide' ? 656 : 440}
      yOffset={66}
      classNames={{ content: classes.content ?? '', overlay: classes.overlay ?? '' }}
      transitionProps={{ duration: 120 }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <form ref={takeFocus} className={classes.form} onSubmit={submit}>
          <div className={classes.head}>
            <Modal.Title className={classes.title ?? ''}>{title}</Modal.Title>
            {lead && <p>{lead}</p>}
          </div>
          <div className={classes.body}>{children}</div>
          <div className={classes.foot}>
            <div className={classes.note}>{foot}</div>
            {actions}
          </div>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
}
