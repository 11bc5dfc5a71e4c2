import { useMemo } from 'react';
import { Link } from 'wouter';
import { formatNumber } from '#core/analysis/format.ts';
import { type RungColumn, type RungGroup, rungColumns } from '#core/analysis/rung-columns.ts';
import { lossOf } from '#core/contract/trial.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { EmptyState } from '#renderer/components/empty-state.tsx';
import { StateMark } from '#renderer/components/state-mark.tsx';
import { count, counted, given } from '#renderer/format/numbers.ts';
import { TRIAL_STATE_WORDS } from '#renderer/format/words.ts';
import { useRunOnScreen } from '../live/run-context.ts';
import { Scroller } from '../live/scroller.tsx';
import { useShownTrials } from '../live/shown-trials.tsx';
import { trialAddress } from '../live/trial-address.ts';
import { connections, heightOf, linesOf, RUNG_SIZES, type RungLine } from './rung-layout.ts';
import classes from './rungs.module.css';

function TrialLine({
  entry,
  runKey,
}: {
  entry: Extract<RungLine, { kind: 'trial' }>['entry'];
  runKey: string;
}) {
  const { trial, goesOn, isOnBestPath } = entry;
  const { only } = useShownTrials();
  const loss = lossOf(trial);
  return (
    <li className={classes.trial} style={{ height: RUNG_SIZES.trial }}>
      <Link
        href={trialAddress(runKey, trial.trial)}
        className={classes.card}
        data-goes-on={goesOn || undefined}
        data-best={isOnBestPath || undefined}
        data-dim={(only !== null && !only.has(trial)) || undefined}
      >
        <StateMark state={trial.state} />
        <span className={classes.name}>{trial.trial}</span>
        <span className={classes.loss}>
          {loss === null ? TRIAL_STATE_WORDS[trial.state] : formatNumber(loss)}
        </span>
        {goesOn && <span className="visually-hidden">, went on</span>}
        {isOnBestPath && <span className="visually-hidden">, leads to the best trial</span>}
      </Link>
    </li>
  );
}

function leftOutWords({ leftOut, leftOutWithoutLoss }: RungGroup): string {
  const without = leftOutWithoutLoss > 0 ? `, ${count(leftOutWithoutLoss)} without a loss` : '';
  return `${counted(leftOut, 'more trial')}${without}`;
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

function Column({ column, unit, runKey }: { column: RungColumn; unit: string | null; runKey: string }) {
  const passed = column.groups.reduce((sum, group) => sum + group.passed, 0);
  return (
    <section
      className={classes.column}
      style={{ width: RUNG_SIZES.column }}
      aria-label={`Rung ${column.rung}: ${counted(column.trials, 'trial')}, ${count(passed)} went on`}
    >
      <header className={classes.head} style={{ height: RUNG_SIZES.head }}>
        <h2>Rung {column.rung}</h2>
        {column.fidelity !== null && (
          <span className="text2">
            {given(column.fidelity)} {unit}
          </span>
        )}
        <span className={classes.counts}>
          {passed > 0
            ? `${count(passed)} of ${count(column.trials)} went on`
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

function Lines({ columns }: { columns: readonly RungColumn[] }) {
  const { column, gap } = RUNG_SIZES;
  const height = heightOf(columns);
  const width = columns.length * (column + gap) - gap;
  const curves = connections(columns).toSorted((a, b) => Number(a.isOnBestPath) - Number(b.isOnBestPath));
  return (
    <svg className={classes.lines} width={width} height={height} aria-hidden="true">
      {curves.map(({ from, fromColumn, fromY, toY, isOnBestPath }) => {
        const left = fromColumn * (column + gap) + column - 8;
        const right = left + gap + 16;
        const middle = (left + right) / 2;
        return (
          <path
            key={from}
            d={`M${left} ${fromY}C${middle} ${fromY} ${middle} ${toY} ${right} ${toY}`}
            data-best={isOnBestPath || undefined}
          />
        );
      })}
    </svg>
  );
}

/** Which trials went on from rung to rung, and by which losses. */
export function RungsTab() {
  const { runKey, facts } = useRunOnScreen();
  const { known: trials, best: incumbent } = useShownTrials();
  const best = incumbent?.trial ?? null;
  const columns = useMemo(() => rungColumns(trials, best), [trials, best]);
  const unit = fidelityOf(facts.space ?? [])?.name ?? null;
  if (columns.length === 0) {
    return (
      <EmptyState title="No rungs">
        {unit === null
          ? 'Its search space has no fidelity: each trial is evaluated once, in full.'
          : 'Its trials stand here by their rung, once an optimizer with rungs has begun some.'}
      </EmptyState>
    );
  }
  return (
    <div className={classes.page}>
      <p className={classes.legend}>
        <span data-best>path of the best trial</span>
        <span>went on</span>
        <span className="text3">
          In each rung: by loss, those that went on, the best that did not, and what is under way.
        </span>
      </p>
      <Scroller label="Rungs" className={classes.scroll}>
        <div className={classes.columns} style={{ gap: RUNG_SIZES.gap }}>
          {columns.map((column) => (
            <Column key={column.rung} column={column} unit={unit} runKey={runKey} />
          ))}
          <Lines columns={columns} />
        </div>
      </Scroller>
    </div>
  );
}
