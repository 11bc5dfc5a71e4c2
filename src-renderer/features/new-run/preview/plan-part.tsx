import { IconAlertTriangle } from '@tabler/icons-react';
import { formatDuration } from '#core/analysis/words/format-duration.ts';
import type { PlannedRung } from '#core/contract/optimizers/optimizers.ts';
import type { CheckReport } from '#core/contract/setup/check.ts';
import { Scroller } from '#renderer/components/surfaces/scroller.tsx';
import { Table } from '#renderer/components/surfaces/table.tsx';
import { Icon } from '#renderer/components/text/icon.tsx';
import { Message } from '#renderer/components/text/message.tsx';
import { count, counted, given } from '../../../format/numbers.ts';
import type { TestState } from '../pipeline/use-test-once.ts';
import {
  type BudgetPlan,
  budgetPlan,
  endlessWords,
  evaluationsForCost,
  expectedSeconds,
  spaceSize,
} from './budget-plan.ts';
import own from './plan-part.module.css';
import classes from './preview.module.css';

type PlanPartProps = {
  readonly report: CheckReport;
  /** The last test of the pipeline, which tells how long an evaluation takes and what it costs. */
  readonly test: TestState | null;
};

/** What the run comes to: its size, its rungs, and how long it may take. */
export function PlanPart({ report, test }: PlanPartProps) {
  const plan = budgetPlan(report);
  const endless = endlessWords(report);
  const lines = [
    sizeWords(report),
    ...gridWords(report),
    ...budgetWords(plan),
    costWords(report, test),
    durationWords(report, plan, test),
  ];
  return (
    <div className={own.plan}>
      {endless !== null && (
        <p className={own.endless}>
          <Icon of={IconAlertTriangle} small />
          {endless}
        </p>
      )}
      {lines.flatMap((line) =>
        line === null
          ? []
          : [
              <p key={line}>
                <Message>{line}</Message>
              </p>,
            ],
      )}
      {report.rungs.length > 0 && <Rungs rungs={report.rungs} />}
    </div>
  );
}

function sizeWords({ space }: CheckReport): string | null {
  if (space === null || space.length === 0) {
    return null;
  }
  const size = spaceSize(space);
  return size === null
    ? 'The search space is continuous.'
    : `The search space has ${counted(size, 'configuration')}.`;
}

/** The optimizer's own remark on a grid: how many combinations it has. */
function gridWords({ problems, optimizer }: CheckReport): readonly string[] {
  return optimizer?.name !== 'grid_search'
    ? []
    : problems
        .filter(({ severity, message }) => severity === 'note' && message.includes('combination'))
        .map(({ message }) => message);
}

function costWords(report: CheckReport, test: TestState | null): string | null {
  const cost = test?.end?.error === null ? test.end.cost : null;
  const evaluations = evaluationsForCost(report, cost);
  return evaluations === null || cost === null
    ? null
    : `The budget of costs is worth about ${counted(Math.floor(evaluations), 'evaluation')} such as the tested one, which cost ${given(cost)}.`;
}

function budgetWords({ round, evaluations, full }: BudgetPlan): readonly string[] {
  if (round === null) {
    return [];
  }
  const words = `One round of all brackets is ${counted(round.evaluations, 'evaluation')}, equivalent to ${fullWords(round.full)}.`;
  return evaluations === null || full === null
    ? [words]
    : [words, `The budget of ${counted(evaluations, 'evaluation')} is about ${fullWords(full)}.`];
}

function fullWords(full: number): string {
  const rounded = full < 10 ? Math.round(full * 10) / 10 : Math.round(full);
  return `${given(rounded)} full ${rounded === 1 ? 'one' : 'ones'}`;
}

function durationWords({ space }: CheckReport, plan: BudgetPlan, test: TestState | null): string {
  const seconds = test?.end?.error === null ? test.end.seconds : null;
  if (seconds === null) {
    return 'Test once tells how long the run may take.';
  }
  const expected = expectedSeconds(plan, space ?? [], seconds);
  return expected === null
    ? `An evaluation such as the tested one takes ${aboutWords(seconds)}; how many there will be is open.`
    : `By the test ${aboutWords(expected)} with one worker, ${aboutWords(expected / 4)} with four, ${aboutWords(expected / 16)} with sixteen.`;
}

function aboutWords(seconds: number): string {
  return seconds < 1 ? 'less than a second' : `about ${formatDuration(seconds)}`;
}

function Rungs({ rungs }: { readonly rungs: readonly PlannedRung[] }) {
  return (
    <Scroller className={own.rungs} label="Rungs">
      <Table headStays className={classes.previewTable} aria-label="Rungs">
        <thead>
          <tr>
            <th scope="col">Bracket</th>
            <th scope="col">Rung</th>
            <th scope="col" data-number>
              Fidelity
            </th>
            <th scope="col" data-number>
              Trials
            </th>
          </tr>
        </thead>
        <tbody>
          {rungs.map(({ bracket, rung, fidelity, trials }) => (
            <tr key={`${bracket}-${rung}`}>
              <th scope="row">{bracket}</th>
              <td>{rung}</td>
              <td data-number>{given(Number(fidelity.toPrecision(4)))}</td>
              <td data-number>{count(trials)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Scroller>
  );
}
