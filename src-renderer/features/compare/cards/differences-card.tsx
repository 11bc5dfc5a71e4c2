import { useState } from 'react';
import { commonGround, differencesOf, type RunDifference } from '#core/analysis/compare/differences.ts';
import type { RunGroup } from '#core/analysis/compare/groups.ts';
import type { ComparedRun } from '#core/contract/analysis/compare.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { Table } from '#renderer/components/surfaces/table.tsx';
import { counted } from '#renderer/format/numbers.ts';
import classes from './compare-tables.module.css';

/** Whose value it is: whole groups by their name, single runs by theirs, many by their number. */
function whose(runs: readonly ComparedRun[], groups: readonly RunGroup[]): string {
  const having = new Set(runs);
  const whole = groups.filter((group) => group.runs.length > 0 && group.runs.every((run) => having.has(run)));
  const covered = new Set(whole.flatMap((group) => group.runs));
  const rest = runs.filter((run) => !covered.has(run));
  const names = [...whole.map(({ name }) => name), ...(rest.length <= 2 ? rest.map(({ name }) => name) : [])];
  const many = rest.length > 2 ? [`${counted(rest.length, 'run')}${whole.length > 0 ? ' more' : ''}`] : [];
  return [...names, ...many].join(', ');
}

const MOST_VALUES = 4;

/** Whether each group has all of the values, as five seeds of each optimizer: then they explain no difference. */
function isSameInEach({ values }: RunDifference, groups: readonly RunGroup[]): boolean {
  const isIn = (group: RunGroup, runs: readonly ComparedRun[]) =>
    group.runs.some((run) => runs.includes(run));
  return groups.length > 1 && values.every(({ runs }) => groups.every((group) => isIn(group, runs)));
}

function Values({ difference, groups }: { difference: RunDifference; groups: readonly RunGroup[] }) {
  const { values } = difference;
  const sameEverywhere = isSameInEach(difference, groups);
  if (sameEverywhere || (values.length > MOST_VALUES && values.every(({ runs }) => runs.length === 1))) {
    return (
      <>
        <span className="mono">{values.map(({ text }) => text ?? 'none').join(', ')}</span>
        <div className="text3 small">
          {sameEverywhere ? 'the same in every group' : 'another one in each run'}
        </div>
      </>
    );
  }
  const shown = values.slice(0, MOST_VALUES);
  const more = values.length - shown.length;
  return (
    <ul>
      {shown.map(({ text, runs }) => (
        <li key={text} className={classes.value}>
          <span className={text === null ? 'text3' : 'mono'} title={text ?? undefined}>
            {text ?? 'not there'}
          </span>
          <span className="text3 small">{whose(runs, groups)}</span>
        </li>
      ))}
      {more > 0 && <li className="text3 small">and {counted(more, 'other value')}</li>}
    </ul>
  );
}

type DifferencesProps = { readonly runs: readonly ComparedRun[]; readonly groups: readonly RunGroup[] };

/** What differs between the runs: optimizer, seed, space and settings; what only says where a run is kept on demand. */
export function DifferencesCard({ runs, groups }: DifferencesProps) {
  const [all, setAll] = useState(false);
  const readable = runs.filter(({ unreadable_because }) => unreadable_because === null);
  const differences = differencesOf(readable);
  const shown = all ? differences : differences.filter(({ isHousekeeping }) => !isHousekeeping);
  const hidden = differences.length - shown.length;
  return (
    <Card
      title="What differs"
      caption="optimizers, spaces and settings"
      controls={
        (hidden > 0 || all) && (
          <Button size="small" variant="ghost" onClick={() => setAll(!all)}>
            {all ? 'Only what matters' : `Show ${counted(hidden, 'more key')}`}
          </Button>
        )
      }
    >
      <p className={classes.ground}>{commonGround(readable, differences)}</p>
      {shown.length === 0 ? (
        <p className="text2">Nothing that would explain a difference.</p>
      ) : (
        <Table className={classes.table} aria-label="What differs">
          <thead className="visually-hidden">
            <tr>
              <th scope="col">Key</th>
              <th scope="col">Values</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((difference) => (
              <tr key={difference.key} className={classes.difference}>
                <th scope="row" className="mono" title={difference.key}>
                  {difference.key.replace(/^pipeline_space\./, '')}
                </th>
                <td>
                  <Values difference={difference} groups={groups} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}
