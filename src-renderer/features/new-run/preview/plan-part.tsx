import { formatDuration } from '#core/analysis/format-duration.ts';
import type { CheckReport } from '#core/contract/check.ts';
import type { PlannedRung } from '#core/contract/optimizers.ts';
import { count, counted, given } from '../../../format/numbers.ts';
import { Scroller } from '../../run/live/scroller.tsx';
import type { TestState } from '../pipeline/use-test-once.ts';
import { type BudgetPlan, budgetPlan, expectedSeconds, spaceSize } from './budget-plan.ts';
import own from './plan-part.module.css';
import classes from './preview.module.css';

type PlanPartProps = { readonly report: CheckReport; readonly test: TestState | null };

/** What the run comes to: its size, its rungs, and how long it may take. */
export function PlanPart({ report, test }: PlanPartProps) {
  const plan = budgetPlan(report);
  const lines = [sizeWords(report), ...budgetWords(plan), durationWords(report, plan, test)];
  return (
    <div className={own.plan}>
      {lines.flatMap((line) => (line === null ? [] : [<p key={line}>{line}</p>]))}
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

function budgetWords({ round, evaluations, full }: BudgetPlan): readonly string[] {
  if (round === null) {
    return [];
  }
  const words = `One round of all brackets is ${counted(round.evaluations, 'evaluation')}, as much as ${fullWords(round.full)}.`;
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
    ? `An evaluation such as the tested one takes ${formatDuration(seconds)}; how many there will be is open.`
    : `By the test about ${formatDuration(expected)} with one worker, ${formatDuration(expected / 4)} with four.`;
}

function Rungs({ rungs }: { readonly rungs: readonly PlannedRung[] }) {
  return (
    <Scroller className={own.rungs} label="Rungs">
      <table className={classes.previewTable} aria-label="Rungs">
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
      </table>
    </Scroller>
  );
}
