import { mean } from '#core/analysis/compare/bootstrap.ts';
import {
  type CompareResult,
  differenceOfMeans,
  type GroupResult,
} from '#core/analysis/compare/compare-runs.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import { Field } from '#renderer/components/inputs/field.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { Table } from '#renderer/components/surfaces/table.tsx';
import { Numeric } from '#renderer/components/text/numeric.tsx';
import { counted } from '#renderer/format/numbers.ts';
import { useQuery } from '#renderer/routing/use-query.ts';
import { type CompareState, targetOf } from '../compare-state.ts';
import { AXIS_NAMES, placeWords, reachedWords, targetWords } from '../words.ts';
import classes from './compare-tables.module.css';
import { GroupMark } from './group-style.tsx';

type GroupTableProps = { readonly result: CompareResult; readonly state: CompareState };

function byFinal(groups: readonly GroupResult[]): readonly GroupResult[] {
  return groups.toSorted(
    (a, b) => (a.final?.mean ?? Number.POSITIVE_INFINITY) - (b.final?.mean ?? Number.POSITIVE_INFINITY),
  );
}

/** `After 100 evaluations`, where all lines end at one place. */
function title({ groups }: CompareResult, { axis }: CompareState): string {
  const ends = new Set(groups.filter(({ final }) => final !== null).map(({ curve }) => curve.end));
  const [end] = ends;
  if (ends.size !== 1 || end === undefined) {
    return 'At the end of each line';
  }
  return axis === 'evaluation' ? `After ${counted(end, 'evaluation')}` : `After ${placeWords(axis, end)}`;
}

/** By how much the best group is ahead of the second, with what the runs tell of it; null where they tell nothing. */
function Lead({ groups }: { groups: readonly GroupResult[] }) {
  const [first, second] = groups;
  const lead = first && second ? differenceOfMeans(first, second) : null;
  if (!first || !second || lead === null) {
    return null;
  }
  const sure = lead.lower > 0 ? '' : ' It includes 0: these runs do not tell the two apart.';
  return (
    <p className={classes.lead}>
      {first.name} against {second.name}: the mean best loss is {formatNumber(lead.difference)} lower, 95 %
      interval {formatNumber(lead.lower)} to {formatNumber(lead.upper)}, bootstrap over {first.curves.length}{' '}
      and {second.curves.length} runs.{sure}
    </p>
  );
}

function Final({ group }: { group: GroupResult }) {
  if (group.final === null) {
    return <span className="text3">no loss yet</span>;
  }
  const { lower, upper } = group.final;
  return (
    <>
      <Numeric value={group.final.mean} className="strong" />
      {upper > lower && (
        <div className={classes.interval}>
          {formatNumber(lower)} to {formatNumber(upper)}
        </div>
      )}
    </>
  );
}

function meanCost({ runs }: GroupResult): number | null {
  const costs = runs.flatMap(({ curves }) => curves.all.cost?.end ?? []);
  return costs.length === 0 ? null : mean(costs);
}

/** What came of each group: mean best loss, time to the target, rank, cost. */
export function GroupTable({ result, state }: GroupTableProps) {
  const [, setQuery] = useQuery();
  const groups = byFinal(result.groups);
  const hasCost = groups.some((group) => meanCost(group) !== null);
  const wrong = state.target.trim() !== '' && targetOf(state.target) === null ? 'Expected a number.' : null;
  return (
    <Card
      title={title(result, state)}
      controls={
        <Field
          className={classes.target}
          label="Target loss"
          inputMode="decimal"
          placeholder={result.target === null ? '' : formatNumber(result.target)}
          title="Without a number it is the loss that half of the runs have reached."
          value={state.target}
          error={wrong}
          onChange={(target) => setQuery({ target })}
        />
      }
    >
      <Table className={classes.table} aria-label="Groups">
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col">Runs</th>
            <th scope="col" className={classes.right}>
              Best loss, mean
            </th>
            <th scope="col" className={classes.right}>
              {AXIS_NAMES[state.axis]} to target
            </th>
            <th scope="col" className={classes.right}>
              Mean rank
            </th>
            {hasCost && (
              <th scope="col" className={classes.right}>
                Cost, mean
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => {
            const cost = meanCost(group);
            const rank = group.ranks.at(-1)?.[1];
            return (
              <tr key={group.name}>
                <th scope="row">
                  <span className={classes.groupName}>
                    <GroupMark index={result.groups.indexOf(group)} />
                    <span className="ellipsis" title={group.name}>
                      {group.name}
                    </span>
                  </span>
                </th>
                <td>{group.runs.length}</td>
                <td className={classes.right}>
                  <Final group={group} />
                </td>
                <td className={classes.right}>
                  {targetWords(group, state.axis)}
                  <div className={classes.interval}>{reachedWords(group)}</div>
                </td>
                <td className={classes.right}>{rank === undefined ? '' : rank.toFixed(1)}</td>
                {hasCost && (
                  <td className={classes.right}>{cost === null ? '' : <Numeric value={cost} />}</td>
                )}
              </tr>
            );
          })}
        </tbody>
      </Table>
      <Lead groups={groups} />
    </Card>
  );
}
