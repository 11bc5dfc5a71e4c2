import { IncumbentError } from '#core/contract/errors.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { OptimizerResolution } from '#core/optimizers/definition/resolve-definition.ts';
import { askChild } from '#core/pipeline/optimizer/ask-child.ts';
import { optimizerProblemAt } from './problem-at.ts';
import { notReady, type ReadyRun } from './ready-run.ts';

/** A module that has not been imported by then hangs. */
const PATIENCE_MS = 60_000;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The run with all that its own optimizer's module says: arguments with their defaults, checked, and what it refuses.
 * A process of its own imports it. Runs with one of our optimizers are left as they are.
 *
 * @throws IncumbentError `optimizer-invalid`, `optimizer-failed`, `process-failed`; `config-invalid` for what the
 * optimizer refuses, all wrong arguments together
 */
export async function withOwnOptimizer(
  run: ReadyRun,
  env: Environment,
): Promise<{ readonly run: ReadyRun; readonly remarks: readonly Problem[] }> {
  const { module } = run.optimizer;
  if (module === undefined) {
    return { run, remarks: [] };
  }
  const { resolved, problems } = await resolveElsewhere(
    run,
    { file: module.file, export: module.export },
    env,
  );
  const found = problems.map((problem) => optimizerProblemAt(run.parsed, problem));
  if (resolved === null) {
    throw notReady(found);
  }
  return { run: { ...run, optimizer: { ...resolved, module } }, remarks: found };
}

async function resolveElsewhere(
  { space, optimizer }: ReadyRun,
  origin: { readonly file: string; readonly export: string },
  env: Environment,
): Promise<OptimizerResolution> {
  let resolution: OptimizerResolution | null = null;
  const request = { kind: 'resolve', origin, space, given: optimizer.arguments } as const;
  await askChild(request, {
    env,
    signal: AbortSignal.timeout(PATIENCE_MS),
    onAnswer: (answer) => {
      resolution = answer.kind === 'resolved' ? answer.resolution : resolution;
    },
  });
  if (resolution === null) {
    throw new IncumbentError(
      'internal',
      `The process of the optimizer ended without an answer: ${origin.file}`,
    );
  }
  return resolution;
}
