import type { RunFacts } from '#core/contract/run/run-view.ts';
import type { Trial, TrialState } from '#core/contract/run/trial.ts';
import type { RunDelta } from '#core/watch/run/update-ring.ts';
import { trial as trialOf } from '#test/core/analysis/trials.ts';
import { stubStatus } from '#test/support/stub-engine.ts';

export function trial(id: string, state: TrialState): Trial {
  return trialOf(id, { state, config: { x: 1 }, loss: state === 'success' ? 0.5 : null });
}

const facts = (name: string): RunFacts => ({
  key: 'key',
  name,
  root: '/root',
  space_inferred: false,
  space: null,
  optimizer: null,
  settings: null,
  read_only_because: null,
});

type DeltaContent = {
  readonly state?: TrialState;
  readonly deleted?: readonly string[];
  readonly facts?: boolean;
};

/** A delta whose status names its number. */
export function delta(seq: number, changed: readonly string[], content: DeltaContent = {}): RunDelta {
  return {
    kind: 'delta',
    seq,
    facts: content.facts === true ? facts(`facts ${seq}`) : null,
    status: stubStatus({ message: String(seq) }),
    events: [],
    trials: changed.map((id) => trial(id, content.state ?? 'pending')),
    deleted: [...(content.deleted ?? [])],
  };
}
