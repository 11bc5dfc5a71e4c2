import { isMac, keysOf } from '#renderer/actions/shortcut.ts';
import classes from './key-hint.module.css';

/** The keys of a shortcut, as caps. */
export function KeyHint({ shortcut }: { shortcut: string }) {
  return (
    <span className={classes.keys}>
      {keysOf(shortcut, isMac()).map((key) => (
        <kbd key={key} className={classes.key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
