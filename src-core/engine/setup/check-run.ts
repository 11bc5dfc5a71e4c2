import { settingsByKey } from '#core/config/compare/settings-by-key.ts';
import { hasUnreadableParameter } from '#core/config/run/parsed-run.ts';
import type { CheckReport } from '#core/contract/setup/check.ts';
import type { Config } from '#core/contract/value.ts';
import type { ReadRun } from '#core/launch/read/read-run.ts';
import { createAsk, optimizerOffers, plannedRungs } from '#core/optimizers/registry.ts';
import { trialsViewOf } from '#core/optimizers/trials-view.ts';
import { createRng } from '#core/space/rng.ts';

/** Samples are the same at every look, so that an edit shows what it changed; a run with a seed shows its own. */
const SHOWN_SEED = 0;

/** What a YAML means, as the set-up screen and `check` show it. */
export function checkReport(read: ReadRun, samples: number): CheckReport {
  const { parsed, python } = read;
  return {
    valid: read.valid,
    problems: [...read.problems],
    space: parsed.space === null ? null : [...parsed.space],
    settings: settingsByKey(parsed.known),
    optimizer: read.optimizer,
    rungs:
      read.optimizer === null || parsed.space === null ? [] : [...plannedRungs(read.optimizer, parsed.space)],
    optimizers: optimizerOffers(hasUnreadableParameter(parsed) ? null : parsed.space),
    root: read.root,
    interpreter:
      python === null
        ? null
        : {
            path: python.interpreter?.path ?? null,
            version: python.interpreter?.version ?? null,
            source: python.interpreter?.source ?? python.problem ?? '',
          },
    pipeline: read.pipeline,
    samples: firstConfigurations(read, samples),
    space_file: read.spaceFile,
  };
}

/**
 * The first configurations that the optimizer would ask for in an empty run, as many as it decides without results; none
 * of the user's own, whose code is imported by a start alone.
 */
export function firstConfigurations(read: ReadRun, count: number): Config[] {
  const { optimizer, parsed } = read;
  if (optimizer === null || optimizer.module !== undefined || parsed.space === null || count === 0) {
    return [];
  }
  const ask = createAsk(optimizer, parsed.space);
  const configs: Config[] = [];
  for (let number = 1; number <= count; number++) {
    const decision = ask({
      trials: trialsViewOf([]),
      budget: { evaluations: { completed: 0, committed: 0, total: null }, cost: { spent: 0, total: null } },
      rng: createRng(parsed.known.seed ?? SHOWN_SEED, number),
      number,
      reserved: [],
      onError: { loss: null, cost: null },
    });
    if (decision.kind !== 'sample') {
      return configs;
    }
    configs.push(decision.config);
  }
  return configs;
}
