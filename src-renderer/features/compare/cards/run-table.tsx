import { IconX } from '@tabler/icons-react';
import { Link } from 'wouter';
import { type CompareResult, outcomeOf } from '#core/analysis/compare/compare-runs.ts';
import { formatDuration } from '#core/analysis/words/format-duration.ts';
import type { ComparedRun } from '#core/contract/analysis/compare.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { Table } from '#renderer/components/surfaces/table.tsx';
import { Numeric } from '#renderer/components/text/numeric.tsx';
import { RunStateTag } from '#renderer/components/text/state-mark.tsx';
import { count } from '#renderer/format/numbers.ts';
import { addresses } from '#renderer/routing/addresses.ts';
import { useQuery } from '#renderer/routing/use-query.ts';
import { type CompareState, HAND_GROUPS, runsText } from '../compare-state.ts';
import { keepRuns } from '../picker/kept-runs.ts';
import classes from './compare-tables.module.css';
import { GroupMark } from './group-style.tsx';

type RunTableProps = { readonly result: CompareResult; readonly state: CompareState };

/** A run and the group that it is in. */
type GroupedRun = {
  readonly run: ComparedRun;
  /** Of the group. */
  readonly index: number;
  /** Of the group. */
  readonly name: string;
  readonly state: CompareState;
};

/** The group of a run; where a person groups them it is chosen here. */
function GroupCell({ run, index, name, state }: GroupedRun) {
  const [, setQuery] = useQuery();
  if (state.by !== 'hand') {
    return (
      <span className={classes.groupName}>
        <GroupMark index={index} />
        <span className="ellipsis" title={name}>
          {name}
        </span>
      </span>
    );
  }
  const choose = (group: string) =>
    setQuery({
      hand: state.keys.map((key) => (key === run.key ? group : (state.byHand.get(key) ?? ''))).join(','),
    });
  return (
    <span className={classes.groupName}>
      <GroupMark index={index} />
      <select
        className={classes.groupChoice}
        aria-label={`Group of ${run.name}`}
        value={name}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {HAND_GROUPS.map((group) => (
          <option key={group}>{group}</option>
        ))}
      </select>
    </span>
  );
}

function Row({ run, index, name, state }: GroupedRun) {
  const [, setQuery] = useQuery();
  const { best, at, evaluations, seconds, cost, failed } = outcomeOf(run, state.highestOnly);
  const remove = () => {
    const kept = state.keys.filter((key) => key !== run.key);
    keepRuns(runsText(kept));
    setQuery({
      runs: runsText(kept),
      hand: state.by === 'hand' ? kept.map((key) => state.byHand.get(key)).join(',') : null,
    });
  };
  return (
    <tr>
      <th scope="row">
        <Link href={addresses.run(run.key)} className={classes.link} title={run.root}>
          {run.name}
        </Link>
        {run.unreadable_because && <div className="text3 small">{run.unreadable_because}</div>}
      </th>
      <td>
        <GroupCell run={run} index={index} name={name} state={state} />
      </td>
      <td>{run.state ? <RunStateTag state={run.state} /> : <span className="text2">Unreadable</span>}</td>
      <td>{run.seed ?? <span className="text3">unknown</span>}</td>
      <td className={classes.right}>
        {best === null ? <span className="text3">none yet</span> : <Numeric value={best} />}
      </td>
      <td className={classes.right}>{at === null ? '' : count(at)}</td>
      <td className={classes.right}>{count(evaluations)}</td>
      <td className={classes.right}>{seconds === null ? '' : formatDuration(seconds)}</td>
      <td className={classes.right}>{cost === null ? '' : <Numeric value={cost} />}</td>
      <td className={classes.right}>{failed === 0 ? <span className="text3">0</span> : count(failed)}</td>
      <td className={classes.actions}>
        <Button
          size="small"
          variant="ghost"
          icon={IconX}
          label={`Take ${run.name} out of the comparison`}
          onClick={remove}
        />
      </td>
    </tr>
  );
}

const COLUMNS = ['Best loss', 'At evaluation', 'Evaluations', 'Time', 'Cost', 'Failed'] as const;

/** Every run with what came of it. */
export function RunTable({ result, state }: RunTableProps) {
  return (
    <Card title="Runs" caption="each as far as it has come">
      <Table className={classes.table} aria-label="Compared runs">
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Group</th>
            <th scope="col">State</th>
            <th scope="col">Seed</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={classes.right}>
                {column}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {result.groups.flatMap(({ name, runs }, index) =>
            runs.map((run) => <Row key={run.key} run={run} index={index} name={name} state={state} />),
          )}
        </tbody>
      </Table>
    </Card>
  );
}
