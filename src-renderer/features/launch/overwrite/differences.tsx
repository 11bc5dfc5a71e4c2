import type { Difference } from '#core/contract/run/existing-run.ts';
import classes from '../launch.module.css';
import { differenceName } from './existing-facts.ts';

function Change({ difference: { before, after } }: { difference: Difference }) {
  if (before === null) {
    return <ins>new: {after}</ins>;
  }
  if (after === null) {
    return (
      <>
        <del>{before}</del> removed
      </>
    );
  }
  return (
    <>
      <del>{before}</del> → <ins>{after}</ins>
    </>
  );
}

/** What makes two runs different, one a line: the launched value struck out, then the new one. */
export function Differences({ differences }: { differences: readonly Difference[] }) {
  return differences.length === 0 ? null : (
    <ul className={classes.differences} aria-label="Differences">
      {differences.map((difference) => (
        <li key={difference.path}>
          <span className="text3">{differenceName(difference)}</span> <Change difference={difference} />
        </li>
      ))}
    </ul>
  );
}
