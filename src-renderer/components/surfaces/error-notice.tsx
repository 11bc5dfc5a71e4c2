import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Icon } from '../text/icon.tsx';
import { Message } from '../text/message.tsx';
import classes from './error-notice.module.css';

type ErrorNoticeProps = {
  readonly error: { readonly message: string };
  /** What was being done: `Starting did not work`. */
  readonly title?: string;
  readonly tone?: 'error' | 'warning';
  /** What can be done about it. */
  readonly action?: ReactNode;
};

/** Words of the engine about what it refused, beside the thing that was asked for. Announced at once. */
export function ErrorNotice({ error, title, tone = 'error', action }: ErrorNoticeProps) {
  return (
    <div className={classes.notice} data-tone={tone} role="alert">
      <Icon of={tone === 'error' ? IconCircleX : IconAlertTriangle} />
      <div className={classes.words}>
        {title && <strong>{title}</strong>}
        <p>
          <Message>{error.message}</Message>
        </p>
        {action}
      </div>
    </div>
  );
}
