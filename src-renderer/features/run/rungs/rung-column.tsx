import { Link } from 'wouter';
import type { RungColumn } from '#core/analysis/charts/rung-columns.ts';
import { StateMark } from '#renderer/components/text/state-mark.tsx';
import { count, counted, given } from '#renderer/format/numbers.ts';
import { useShownTrials } from '../live/filter/shown-trials.tsx';
import { trialAddress } from '../live/trials/trial-address.ts';
import { linesOf, RUNG_SIZES, type RungLine } from './rung-layout.ts';
import { cutOffWords, leftOutWords, lossWords } from './rung-words.ts';
import classes from './rungs.module.css';

function TrialLine({
  entry,
  runKey,
}: {
  entry: Extract<RungLine, { kind: 'trial' }>['entry'];
  runKey: string;
}) {
  const { trial, goesOn, wouldGoOn, isOnBestPath } = entry;
  const { only } = useShownTrials();
  return (
    <li className={classes.trial} style={{ height: RUNG_SIZES.trial }}>
      <Link
        href={trialAddress(runKey, trial.trial)}
        className={classes.card}
        data-goes-on={goesOn || undefined}
        data-would-go-on={wouldGoOn || undefined}
        data-best={isOnBestPath || undefined}
        data-dim={(only !== null && !only.has(trial)) || undefined}
      >
        <StateMark state={trial.state} />
        <span className={classes.name}>{trial.trial}</span>
        <span className={classes.loss}>{lossWords(trial)}</span>
        {goesOn && <span className="visually-hidden">, promoted</span>}
        {wouldGoOn && <span className="visually-hidden">, would be promoted now</span>}
        {isOnBestPath && <span className="visually-hidden">, leads to the best trial</span>}
      </Link>
    </li>
  );
}

function Line({ line, runKey }: { line: RungLine; runKey: string }) {
  switch (line.kind) {
    case 'bracket': {
      const { bracket, completed, all } = line.group;
      return (
        <li className={classes.bracket} style={{ height: RUNG_SIZES.bracket }}>
          <span>Bracket {(bracket ?? 0) + 1}</span>
          <span>
            {count(completed)} of {count(all)} done
          </span>
        </li>
      );
    }
    case 'trial':
      return <TrialLine entry={line.entry} runKey={runKey} />;
    case 'cut-off':
      return (
        <li className={classes.cutOff} style={{ height: RUNG_SIZES['cut-off'] }}>
          <span title={cutOffWords(line.cutOff)}>{cutOffWords(line.cutOff)}</span>
        </li>
      );
    case 'left-out':
      return (
        <li className={classes.leftOut} style={{ height: RUNG_SIZES['left-out'] }}>
          {leftOutWords(line.group)}
        </li>
      );
  }
}

function keyOf(line: RungLine): string {
  return line.kind === 'trial' ? line.entry.trial.trial : `${line.kind}-${line.group.bracket}`;
}

type ColumnProps = { readonly column: RungColumn; readonly unit: string | null; readonly runKey: string };

/** A rung: its trials by bracket and loss, with the cut-off between them. */
export function Column({ column, unit, runKey }: ColumnProps) {
  const passed = column.groups.reduce((sum, group) => sum + group.passed, 0);
  return (
    <section
      className={classes.column}
      style={{ width: RUNG_SIZES.column }}
      aria-label={`Rung ${column.rung}: ${counted(column.trials, 'trial')}, ${count(passed)} promoted`}
    >
      <header className={classes.head} style={{ height: RUNG_SIZES.head }}>
        <h2>Rung {column.rung}</h2>
        {column.fidelity !== null && (
          <span className="text2">
            {unit} {given(column.fidelity)}
          </span>
        )}
        <span className={classes.counts}>
          {passed > 0
            ? `${count(passed)} of ${count(column.trials)} promoted`
            : counted(column.trials, 'trial')}
        </span>
      </header>
      <ol className={classes.list} style={{ padding: `${RUNG_SIZES.pad}px 8px` }}>
        {linesOf(column).map((line) => (
          <Line key={keyOf(line)} line={line} runKey={runKey} />
        ))}
      </ol>
    </section>
  );
}
