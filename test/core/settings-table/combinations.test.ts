import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fc } from '#test/support/fast-check.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { type Ended, objective, tableOfThisFile } from './table.ts';

const table = tableOfThisFile();

/** Every third trial fails; the others cost 1 and are the better the later they come. */
const EVERY_THIRD_FAILS = objective(`
  const number = Number(context.pipelineId);
  if (number % 3 === 0) { throw new Error('no'); }
  return { loss: 100 - number, cost: 1 };`);

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const COMBINATION = fc
  .record({
    workers: fc.integer({ min: 1, max: 3 }),
    settings: fc.record({
      max_evaluations_total: optional(fc.integer({ min: 1, max: 9 })),
      max_cost_total: optional(fc.integer({ min: 1, max: 7 })),
      max_evaluations_per_run: optional(fc.integer({ min: 1, max: 4 })),
      continue_until_max_evaluation_completed: fc.boolean(),
      ignore_errors: fc.boolean(),
      loss_value_on_error: optional(fc.constant(0)),
      cost_value_on_error: optional(fc.constant(2)),
      sample_batch_size: fc.integer({ min: 1, max: 3 }),
      post_run_summary: fc.boolean(),
    }),
  })
  .filter(({ settings: { max_evaluations_total, max_cost_total, max_evaluations_per_run } }) =>
    [max_evaluations_total, max_cost_total, max_evaluations_per_run].some((budget) => budget !== undefined),
  );
type Combination = typeof COMBINATION extends fc.Arbitrary<infer T> ? T : never;

/** Evaluations that each worker says to have ended. */
function sharesIn(root: string): readonly number[] {
  const workers = join(root, '.incumbent', 'workers');
  return readdirSync(workers)
    .filter((name) => name.endsWith('.end.json'))
    .map((name) => JSON.parse(readFileSync(join(workers, name), 'utf8')).evaluations as number);
}

/** Whether the error of an evaluation has stopped all workers. */
function isHaltedBy({ counts }: Ended['status'], { ignore_errors }: Combination['settings']): boolean {
  return counts.failed > 0 && !ignore_errors;
}

function checkCounts({ workers, settings }: Combination, { status, trials }: Ended): void {
  const { counts, budget, best } = status;
  const completed = counts.success + counts.failed;
  expect(counts).toMatchObject({ evaluating: 0, stale: 0, crashed: 0 });
  expect(budget.evaluations).toMatchObject({ completed, committed: completed + counts.pending });
  // A halt binds within a second: who has not heard of it yet may take what another worker has just handed back for it.
  const again = isHaltedBy(status, settings) ? 1 : 0;
  const attemptsOf = (state: string) => (state === 'pending' ? 2 : 1) + again;
  expect(trials.filter(({ attempt, state }) => attempt > attemptsOf(state))).toEqual([]);
  const more = settings.continue_until_max_evaluation_completed ? workers - 1 : 0;
  expect(completed).toBeLessThanOrEqual((settings.max_evaluations_total ?? 99) + more);
  const costOfFailed = settings.cost_value_on_error ?? 0;
  expect(budget.cost.spent).toBe(counts.success + counts.failed * costOfFailed);
  const dearest = Math.max(1, costOfFailed);
  expect(budget.cost.spent).toBeLessThan((settings.max_cost_total ?? 99) + workers * dearest);
  const numbers = trials.filter(({ state }) => state === 'success').map(({ trial }) => Number(trial));
  expect(best?.loss ?? null).toBe(numbers.length === 0 ? null : 100 - Math.max(...numbers));
}

/** Why the run ended is one of the reasons that it has, and nobody left without one. */
function checkEnd(
  { workers, settings }: Combination,
  { status, codes }: Ended,
  shares: readonly number[],
): void {
  const { counts, budget } = status;
  const isHalted = isHaltedBy(status, settings);
  expect(codes.includes(1)).toBe(isHalted);
  const reached = {
    evaluations: budget.evaluations.completed >= (settings.max_evaluations_total ?? 99),
    cost: budget.cost.spent >= (settings.max_cost_total ?? 99),
  };
  expect(shares).toHaveLength(workers);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBe(counts.success + counts.failed);
  const share = settings.max_evaluations_per_run ?? 99;
  expect(Math.max(...shares)).toBeLessThanOrEqual(share);
  if (isHalted) {
    expect(status.state).toBe('failed');
  } else if (reached.evaluations || reached.cost) {
    expect(status.state).toBe('finished');
    expect(reached).toMatchObject({ [String(status.finished_because)]: true });
  } else {
    expect([status.state, ...shares]).toEqual(['stopped', ...shares.map(() => share)]);
  }
}

it('any combination of settings keeps every rule', { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(COMBINATION, async (combination) => {
      const { run, read, root, folder } = table({ ...combination, files: EVERY_THIRD_FAILS });
      const ended = await run();
      checkCounts(combination, ended);
      checkEnd(combination, ended, sharesIn(root));
      const { success, failed } = ended.status.counts;
      expect(read('all_losses_and_configs.txt').match(/^Loss: /gm)).toHaveLength(success + failed);
      const hasSummary = existsSync(join(root, 'summary_csv', 'run_status.csv'));
      expect(hasSummary).toBe(combination.settings.post_run_summary);
      removeFolder(folder);
    }),
    { numRuns: 16 },
  );
});
