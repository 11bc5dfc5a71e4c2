import { useState } from 'react';
import { formatNumber } from '#core/analysis/words/format.ts';
import type { HomeRun } from '#core/contract/home.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { count, counted, given } from '#renderer/format/numbers.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { wholeNumber } from '../fields/launch-fields.ts';
import { NumberField } from '../fields/launch-fields-form.tsx';
import classes from '../launch.module.css';
import { LaunchDialog } from '../launch-dialog.tsx';
import { lastLaunch, useHomeRun, useLaunch, useStarted } from '../use-launch.ts';

type MoreBudgetProps = {
  readonly runKey: string;
  /** Whether workers were alive when it was asked for. */
  readonly running: boolean;
  readonly onClose: () => void;
};

/** Other totals for a run, usually larger ones, and workers that use them. */
export function MoreBudgetDialog({ runKey, running, onClose }: MoreBudgetProps) {
  const run = useHomeRun(runKey);
  return run?.status ? (
    <BudgetForm
      run={run}
      status={run.status}
      running={running && run.status.state === 'running'}
      onClose={onClose}
    />
  ) : null;
}

function outOf(total: number | null, words: (value: number) => string): string {
  return total === null ? ', no limit' : ` of ${words(total)}`;
}

type FormProps = {
  readonly run: HomeRun;
  readonly status: RunStatus;
  readonly running: boolean;
  readonly onClose: () => void;
};

function BudgetForm({ run, status, running, onClose }: FormProps) {
  const { connection } = useStores();
  const { budget } = status;
  const launch = useLaunch(running ? { workers: 0, least: 0 } : lastLaunch(run));
  const started = useStarted();
  const [text, setText] = useState(() => proposeBudget(budget));
  const [agreedTo, setAgreedTo] = useState<string | null>(null);
  const change = readBudget(text, budget);
  const unchanged = change.set.length === 0 ? 'Change one of the totals first.' : null;
  const unsure = change.leap === null || change.leap === agreedTo ? null : 'Confirm the large budget first.';
  const start = async () => {
    const { workers, env, slurm } = launch.values;
    const done = await launch.attempt(async () =>
      started(
        await connection.client.run.resume({ key: run.key, workers, env, set: [...change.set], slurm }),
      ),
    );
    if (done) {
      onClose();
    }
  };
  return (
    <LaunchDialog
      title={`Continue ${run.name} with more budget`}
      lead="Every trial is kept; the totals count what is there already."
      button="Continue"
      launch={launch}
      root={run.root}
      blocked={change.evaluationsError ?? change.costError ?? unchanged ?? unsure}
      about={running ? 'How many join those that are running; they take the new totals too.' : ''}
      onClose={onClose}
      onStart={() => void start()}
    >
      <div className={classes.totals}>
        <NumberField
          label="Evaluations in total"
          min={1}
          step={1}
          data-autofocus
          value={text.evaluations}
          error={change.evaluationsError}
          description={`${count(budget.evaluations.completed)} completed${outOf(budget.evaluations.total, count)}`}
          onChange={(evaluations) => setText({ ...text, evaluations })}
        />
        {(budget.cost.total !== null || budget.cost.spent > 0) && (
          <NumberField
            label={`Cost in total${status.cost_unit ? `, ${status.cost_unit}` : ''}`}
            min={0}
            step="any"
            value={text.cost}
            error={change.costError}
            description={`${formatNumber(budget.cost.spent)} spent${outOf(budget.cost.total, given)}`}
            onChange={(cost) => setText({ ...text, cost })}
          />
        )}
      </div>
      {change.leap !== null && (
        <Checkbox
          label={change.leap}
          checked={agreedTo === change.leap}
          onChange={(agrees) => setAgreedTo(agrees ? change.leap : null)}
        />
      )}
    </LaunchDialog>
  );
}

/** The new totals as typed; empty leaves a budget as it is. */
type BudgetText = { readonly evaluations: string; readonly cost: string };

type BudgetChange = {
  /** `KEY=VALUE` for the engine; empty if nothing changes. */
  readonly set: readonly string[];
  readonly evaluationsError: string | null;
  readonly costError: string | null;
  /** The words to agree to if a total grows so much that it may be a slip of the keyboard; null otherwise. */
  readonly leap: string | null;
};

/** A total that is this many times as large as before is asked about. */
const LEAP = 10;

/** A first proposal: as many evaluations again, and their cost where that is limited too. */
export function proposeBudget({ evaluations, cost }: RunStatus['budget']): BudgetText {
  const before = evaluations.total;
  const rate = evaluations.completed > 0 ? cost.spent / evaluations.completed : 0;
  const doubled = before === null ? null : before * 2;
  const costNeeded = doubled === null ? cost.spent * 2 : rate * doubled;
  return {
    evaluations: doubled === null ? '' : String(doubled),
    cost: cost.total === null ? '' : String(Math.ceil(Math.max(cost.total, costNeeded))),
  };
}

/** @param completed - the least that makes sense: what is done stays done */
function evaluationsError(text: string, completed: number): string | null {
  if (text.trim() === '') {
    return null;
  }
  const value = wholeNumber(text, 1);
  if (value === null) {
    return 'A whole number of evaluations';
  }
  return value < completed ? `Not below the ${count(completed)} that are completed` : null;
}

function costError(text: string, spent: number): string | null {
  if (text.trim() === '') {
    return null;
  }
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) {
    return 'A number above 0';
  }
  return value < spent ? `Not below the ${formatNumber(spent)} that is spent` : null;
}

function leapOf({ evaluations, cost }: BudgetText, budget: RunStatus['budget']): string | null {
  const isLeap = (typed: string, before: number | null) =>
    before !== null && before > 0 && Number(typed) >= LEAP * before;
  if (isLeap(evaluations, budget.evaluations.total)) {
    const more = Number(evaluations) - budget.evaluations.completed;
    return `Yes, ${counted(more, 'more evaluation')}`;
  }
  return isLeap(cost, budget.cost.total) ? `Yes, a cost of ${given(Number(cost))}` : null;
}

/** What the typed totals change. */
export function readBudget(text: BudgetText, budget: RunStatus['budget']): BudgetChange {
  const { evaluations, cost } = budget;
  const changed = (typed: string, before: number | null) => typed.trim() !== '' && Number(typed) !== before;
  const set = [
    changed(text.evaluations, evaluations.total) ? `max_evaluations_total=${text.evaluations.trim()}` : null,
    changed(text.cost, cost.total) ? `max_cost_total=${text.cost.trim()}` : null,
  ].filter((each) => each !== null);
  return {
    set,
    evaluationsError: evaluationsError(text.evaluations, evaluations.completed),
    costError: costError(text.cost, cost.spent),
    leap: leapOf(text, budget),
  };
}
