import { tip } from '../tips/tip.ts';
import classes from './middle-cut.module.css';

/** So many letters of the end stay in sight: names with one beginning are told apart by it. */
const END = 12;

/** A name that is cut in its middle where the place is narrow; whole on hover, for a screen reader and for a copy. */
export function MiddleCut({ text }: { text: string }) {
  if (text.length <= END) {
    return text;
  }
  return (
    <span className={classes.name} {...tip(text)}>
      <span className="visually-hidden">{text}</span>
      <span className={classes.start} aria-hidden="true">
        {text.slice(0, -END)}
      </span>
      <span className={classes.end} aria-hidden="true">
        {text.slice(-END)}
      </span>
    </span>
  );
}
