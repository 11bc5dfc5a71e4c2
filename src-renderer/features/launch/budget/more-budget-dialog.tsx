import { useState } from 'react';
import { formatNumber } from '#core/analysis/words/format.ts';
import type { HomeRun } from '#core/contract/home.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { Field } from '#renderer/components/inputs/field.tsx';
import { count, given } from '#renderer/format/numbers.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { wholeNumber } from '../fields/launch-fields.ts';
import classes from '../launch.module.css';
import { LaunchDialog } from '../launch-dialog.tsx';
import { lastLaunch, useHomeRun, useLaunch, useStarted } from '../use-launch.ts';

type MoreBudgetProps = {
  readonly runKey: string;
  /** Whether workers were alive when it was asked for. */
  readonly running: boolean;
  readonly onClose: () => void;
};

/** Larger totals for a run, and workers that use them. */
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
  const change = readBudget(text, budget);
  const unchanged = change.set.length === 0 ? 'Raise one of the totals first.' : null;
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
      blocked={change.evaluationsError ?? change.costError ?? unchanged}
      about={running ? 'How many join those that are running; they take the new totals too.' : ''}
      onClose={onClose}
      onStart={() => void start()}
    >
      <div className={classes.totals}>
        <Field
          label="Evaluations in total"
          type="number"
          min={1}
          step={1}
          size="large"
          data-autofocus
          value={text.evaluations}
          error={change.evaluationsError}
          description={`${count(budget.evaluations.completed)} completed${outOf(budget.evaluations.total, count)}`}
          onChange={(evaluations) => setText({ ...text, evaluations })}
        />
        {(budget.cost.total !== null || budget.cost.spent > 0) && (
          <Field
            label={`Cost in total${status.cost_unit ? `, ${status.cost_unit}` : ''}`}
            type="number"
            min={0}
            step="any"
            size="large"
            value={text.cost}
            error={change.costError}
            description={`${formatNumber(budget.cost.spent)} spent${outOf(budget.cost.total, given)}`}
            onChange={(cost) => setText({ ...text, cost })}
          />
        )}
      </div>
    </LaunchDialog>
  );
}

/** The new totals as typed; empty leaves a budget as it is. */
type BudgetText = { readonly evaluations: string; readonly cost: string };

type BudgetChange = {
  /** `KEY=VALUE` for the engine; empty where nothing is larger than before. */
  readonly set: readonly string[];
  readonly evaluationsError: string | null;
  readonly costError: string | null;
};

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

function evaluationsError(text: string, before: number | null): string | null {
  if (text.trim() === '') {
    return null;
  }
  const value = wholeNumber(text, 1);
  if (value === null) {
    return 'A whole number of evaluations';
  }
  return before !== null && value < before ? `Not below the ${before} it has` : null;
}

function costError(text: string, before: number | null): string | null {
  if (text.trim() === '') {
    return null;
  }
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) {
    return 'A number above 0';
  }
  return before !== null && value < before ? `Not below the ${before} it has` : null;
}

/** What the typed totals change. */
export function readBudget(text: BudgetText, { evaluations, cost }: RunStatus['budget']): BudgetChange {
  const errors = {
    evaluationsError: evaluationsError(text.evaluations, evaluations.total),
    costError: costError(text.cost, cost.total),
  };
  const changed = (typed: string, before: number | null) => typed.trim() !== '' && Number(typed) !== before;
  const set = [
    changed(text.evaluations, evaluations.total) ? `max_evaluations_total=${text.evaluations.trim()}` : null,
    changed(text.cost, cost.total) ? `max_cost_total=${text.cost.trim()}` : null,
  ].filter((each) => each !== null);
  return { set, ...errors };
}
