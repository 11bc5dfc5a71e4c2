import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fanova } from '#core/analysis/importance/fanova.ts';
import { growForest } from '#core/analysis/importance/forest.ts';
import { pedAnova } from '#core/analysis/importance/ped-anova.ts';
import { type EvidenceAxis, evidenceOf } from '#core/analysis/insight/evidence.ts';
import { tableOf } from '#core/analysis/trials/trial-table.ts';
import type { Parameter } from '#core/contract/space.ts';
import type { Config, ConfigValue } from '#core/contract/value.ts';
import { spearman } from '#core/numerics/ranks.ts';
import { createRng } from '#core/space/rng.ts';
import { success } from './trials.ts';

type Case = {
  readonly name: string;
  readonly space: readonly {
    readonly name: string;
    readonly kind: 'float' | 'integer' | 'categorical';
    readonly lower?: number;
    readonly upper?: number;
    readonly log?: boolean;
    readonly choices?: ConfigValue[];
  }[];
  readonly configs: readonly Config[];
  readonly losses: readonly number[];
  readonly ped_anova: Readonly<Record<string, number>>;
  readonly fanova: Readonly<Record<string, number>>;
};

const cases = JSON.parse(
  readFileSync(new URL('../../fixtures/analysis/importance.json', import.meta.url), 'utf8'),
) as readonly Case[];

function parameterOf({
  name,
  kind,
  lower = 0,
  upper = 1,
  log = false,
  choices = [],
}: Case['space'][number]): Parameter {
  const prior = { prior: null, prior_confidence: null };
  return kind === 'categorical'
    ? { kind, name, choices, choice_kinds: choices.map(() => 'string' as const), ...prior }
    : { kind, name, lower, upper, log, is_fidelity: false, ...prior };
}

function evidenceOfCase({ space, configs, losses }: Case) {
  const trials = configs.map((config, index) =>
    success(index + 1, losses[index] ?? 0, index + 1, { config }),
  );
  return evidenceOf(tableOf(space.map(parameterOf), trials, 1), 'auto', 0);
}

function byName(axes: readonly EvidenceAxis[], values: Float64Array): Record<string, number> {
  return Object.fromEntries(
    axes.map(({ parameter }, index) => [parameter.name, values[index] ?? Number.NaN]),
  );
}

describe.each(cases)('importance in the search “$name”', (each) => {
  const { axes, losses } = evidenceOfCase(each);
  const names = each.space.map(({ name }) => name);

  test('PED-ANOVA is within 0.02 of Optuna’s for every parameter', () => {
    const own = byName(axes, pedAnova(axes, losses, createRng(0, 0), 0).importances);
    for (const name of names) {
      expect(Math.abs((own[name] ?? 1) - (each.ped_anova[name] ?? 0)), name).toBeLessThan(0.02);
    }
  });

  test('fANOVA orders the parameters as Optuna’s does', () => {
    const own = byName(axes, fanova(growForest(axes, losses, createRng(0, 0), () => undefined)).importances);
    const pair = [own, each.fanova].map((values) => Float64Array.from(names, (name) => values[name] ?? 0));
    expect(spearman(pair[0] as Float64Array, pair[1] as Float64Array)).toBeGreaterThanOrEqual(0.9);
  });
});
