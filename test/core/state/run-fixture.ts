import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INCUMBENT_DEFAULTS } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { createRun } from '#core/state/root/create-run.ts';
import type { RunRecord } from '#core/state/root/run-record.ts';
import type { SampleDecision } from '#core/state/session/step.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

export const space: SearchSpace = [
  {
    kind: 'float',
    name: 'rate',
    lower: 0.0001,
    upper: 8,
    log: true,
    prior: null,
    prior_confidence: null,
    is_fidelity: false,
  },
  {
    kind: 'integer',
    name: 'epochs',
    lower: 1,
    upper: 27,
    log: false,
    prior: null,
    prior_confidence: null,
    is_fidelity: true,
  },
  {
    kind: 'categorical',
    name: 'kind',
    choices: ['sgd', 'no'],
    choice_kinds: ['string', 'string'],
    prior: null,
    prior_confidence: null,
  },
];

/** A record of a run that evaluates nothing: for tests of the run directory alone. */
export function recordOf(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    format: 1,
    run_id: 'run-under-test',
    created_at: '2026-01-31T12:00:00.000Z',
    working_directory: '/tmp',
    optimizer: { name: 'random_search', arguments: {}, reason: 'the test says so' },
    settings: {
      evaluate_pipeline: { kind: 'command', command: ['true'], written: 'true' },
      root_directory: '/tmp/run',
      max_evaluations_total: 10,
      max_cost_total: null,
      max_evaluations_per_run: null,
      continue_until_max_evaluation_completed: false,
      overwrite_working_directory: false,
      post_run_summary: true,
      ignore_errors: true,
      loss_value_on_error: null,
      cost_value_on_error: null,
      sample_batch_size: 1,
      optimizer: { kind: 'auto' },
      seed: 7,
      incumbent: INCUMBENT_DEFAULTS,
    },
    space: [...space],
    launches: [],
    ...changes,
  };
}

/** A new temporary directory and what removes it. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'incumbent-state-'));
  return { path, remove: () => removeFolder(path) };
}

/** A run in a new temporary directory. */
export async function temporaryRun(): Promise<{ readonly root: string; remove(): void }> {
  const folder = temporaryFolder();
  const root = join(folder.path, 'run');
  await createRun(root, recordOf());
  return { root, remove: folder.remove };
}

/** A configuration without rung; `rate` tells them apart. */
export function sampleOf(rate: number): SampleDecision {
  return {
    kind: 'sample',
    config: { rate, epochs: 27, kind: 'no' },
    bracket: null,
    rung: null,
    fidelity: 27,
  };
}
