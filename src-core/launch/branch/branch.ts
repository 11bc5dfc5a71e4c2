import type { ResolvedOptimizer } from '#core/contract/optimizers/optimizers.ts';
import type { BranchReport } from '#core/contract/run/run-view.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { configProblems } from '#core/space/validate-config.ts';

/** What decides whether trials keep their place in brackets and rungs. */
export type BranchSide = { readonly space: SearchSpace; readonly optimizer: ResolvedOptimizer | null };

export type BranchQuestion = {
  readonly trials: readonly Trial[];
  readonly from: BranchSide;
  readonly to: BranchSide & { readonly optimizer: ResolvedOptimizer };
};

export type Branch = {
  /** Trials as the new run has them: numbered from 1 in the order of their ends. */
  readonly trials: readonly Trial[];
  readonly report: BranchReport;
};

const UNFINISHED = 'has no result';

/**
 * The trials of a run that count in another one as they are: completed ones whose every value lies in the new space,
 * constants equal, the fidelity within its bounds, with neither a parameter missing nor one too many. They keep
 * bracket, rung and what they continue only where optimizer, arguments and fidelity are the same; otherwise they belong
 * to no rung.
 */
export function branchTrials({ trials, from, to }: BranchQuestion): Branch {
  const reasons = new Map<string, number>();
  const fitting = trials.filter((trial) => {
    const reason = reasonAgainst(trial, to.space);
    if (reason !== null) {
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
    return reason === null;
  });
  const keepsRungs = sameRungs(from, to);
  const imported = numbered(fitting.toSorted(byEnd), keepsRungs);
  return {
    trials: imported,
    report: {
      imported: imported.length,
      keeps_rungs: keepsRungs,
      left_out: [...reasons]
        .map(([because, count]) => ({ because, trials: count }))
        .sort((a, b) => b.trials - a.trials),
    },
  };
}

/** Completes "a trial that …"; null for one that fits. Failed ones fit too: models learn where failures lie. */
function reasonAgainst(trial: Trial, space: SearchSpace): string | null {
  if (trial.state !== 'success' && trial.state !== 'failed') {
    return UNFINISHED;
  }
  if (trial.state === 'success' && (trial.loss === null || Array.isArray(trial.loss))) {
    return 'has not one loss';
  }
  const names = new Set(space.map(({ name }) => name));
  const extra = Object.keys(trial.config).find((name) => !names.has(name));
  if (extra !== undefined) {
    return `has a value of \`${extra}\`, which the new space lacks`;
  }
  const wrong = space.find((parameter) => {
    const value = trial.config[parameter.name];
    return configProblems([parameter], value === undefined ? {} : { [parameter.name]: value }).length > 0;
  });
  if (wrong === undefined) {
    return null;
  }
  return Object.hasOwn(trial.config, wrong.name)
    ? `has a value of \`${wrong.name}\` that the new space does not allow`
    : `has no value of \`${wrong.name}\``;
}

function sameRungs(from: BranchSide, to: BranchSide): boolean {
  const rungs = ({ space, optimizer }: BranchSide) => {
    const fidelity = fidelityOf(space);
    return JSON.stringify([
      optimizer?.name,
      Object.entries(optimizer?.arguments ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)),
      fidelity === null ? null : [fidelity.name, fidelity.lower, fidelity.upper],
    ]);
  };
  return from.optimizer !== null && rungs(from) === rungs(to);
}

function byEnd(a: Trial, b: Trial): number {
  return (a.ended_at ?? '') < (b.ended_at ?? '') ? -1 : Number((a.ended_at ?? '') > (b.ended_at ?? ''));
}

const RUNG = /^(.+?)_rung_(\d+)$/;

/** New numbers; trials of one configuration over several rungs share theirs where rungs are kept. */
function numbered(trials: readonly Trial[], keepsRungs: boolean): readonly Trial[] {
  const numbers = new Map<string, number>();
  const numberOf = (old: string) => {
    const number = numbers.get(old) ?? numbers.size + 1;
    numbers.set(old, number);
    return number;
  };
  if (!keepsRungs) {
    return trials.map((trial) => ({
      ...trial,
      trial: String(numberOf(trial.trial)),
      bracket: null,
      rung: null,
      previous: null,
    }));
  }
  const renamed = (id: string) => {
    const [, old = id, rung] = RUNG.exec(id) ?? [];
    return rung === undefined ? String(numberOf(old)) : `${numberOf(old)}_rung_${rung}`;
  };
  const names = new Map(trials.map(({ trial }) => [trial, renamed(trial)]));
  return trials.map((trial) => ({
    ...trial,
    trial: names.get(trial.trial) ?? trial.trial,
    // What it continues may not have fitted; then it stands for itself in its rung.
    previous: trial.previous === null ? null : (names.get(trial.previous) ?? null),
  }));
}
