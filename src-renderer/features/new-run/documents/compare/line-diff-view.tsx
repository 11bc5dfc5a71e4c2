import { useMemo } from 'react';
import { counted } from '#renderer/format/numbers.ts';
import classes from '../documents.module.css';
import { type DiffLine, diffLines, diffParts } from './line-diff.ts';

const SIGNS = { same: '', removed: '−', added: '+' } as const;
const WORDS = { same: '', removed: 'Removed: ', added: 'Added: ' } as const;

function Line({ line: { kind, text, before, after } }: { line: DiffLine }) {
  return (
    <div className={classes.diffLine} data-kind={kind}>
      <span className={classes.diffNumber} aria-hidden="true">
        {before ?? ''}
      </span>
      <span className={classes.diffNumber} aria-hidden="true">
        {after ?? ''}
      </span>
      <span className={classes.diffSign} aria-hidden="true">
        {SIGNS[kind]}
      </span>
      <span className={classes.diffText}>
        {kind !== 'same' && <span className="visually-hidden">{WORDS[kind]}</span>}
        {text === '' ? ' ' : text}
      </span>
    </div>
  );
}

type LineDiffProps = {
  /** The accessible name. */
  readonly label: string;
  readonly before: string;
  readonly after: string;
};

/** Two texts line by line, long equal stretches passed over. Says so where they are equal. */
export function LineDiff({ label, before, after }: LineDiffProps) {
  const parts = useMemo(() => diffParts(diffLines(before, after)), [before, after]);
  if (!parts.some(({ kind }) => kind === 'lines')) {
    return <p className={classes.equal}>No line differs.</p>;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
    <section className={classes.diff} aria-label={label} tabIndex={0}>
      {parts.map((part) =>
        part.kind === 'passed' ? (
          <p key={`${part.lines[0]?.before}`} className={classes.passed}>
            {counted(part.lines.length, 'equal line')}
          </p>
        ) : (
          part.lines.map((line) => <Line key={`${line.kind}-${line.before}-${line.after}`} line={line} />)
        ),
      )}
    </section>
  );
}
