import { IconAlertTriangle } from '@tabler/icons-react';
import { Icon } from '#renderer/components/text/icon.tsx';
import { Message } from '#renderer/components/text/message.tsx';
import { counted } from '../../format/numbers.ts';
import classes from './launch.module.css';

/** As many as are read before a start; the others stand beside the text. */
const MOST_SHOWN = 3;

/** What a start should be thought over for; nothing where nothing was found. */
export function StartWarnings({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) {
    return null;
  }
  const more = warnings.length - MOST_SHOWN;
  return (
    <ul className={classes.warnings} aria-label="Warnings">
      {warnings.slice(0, MOST_SHOWN).map((warning) => (
        <li key={warning}>
          <Icon of={IconAlertTriangle} small />
          <span>
            <Message>{warning}</Message>
          </span>
        </li>
      ))}
      {more > 0 && <li>{`${counted(more, 'more warning')} in Problems`}</li>}
    </ul>
  );
}
