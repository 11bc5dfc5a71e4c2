import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { command } from '#test/support/command-line.ts';
import type { Camera } from './camera.ts';

/** A valley that bends: easy to come near to, hard to walk along (H. H. Rosenbrock, 1960), with a floor above 0. */
const VALLEY = `export function valley({ x, y, z }) {
  return 0.05 + (1 - x) ** 2 + 4 * (y - x * x) ** 2 + (1 - y) ** 2 + 4 * (z - y * y) ** 2;
}
`;
const SEARCH = `evaluate_pipeline: valley.mjs:valley
pipeline_space:
  x: {lower: -2.0, upper: 2.0, prior: 0.5, prior_confidence: medium}
  y: {lower: -2.0, upper: 2.0, prior: 0.5, prior_confidence: medium}
  z: {lower: -2.0, upper: 2.0, prior: 0.5, prior_confidence: medium}
root_directory: valley
max_evaluations_total: 40
`;
const OPTIMIZERS = ['random_search', 'bayesian_optimization', 'pibo'] as const;
const SEEDS = [1, 2, 3, 4, 5] as const;

/** A search by three optimizers with five seeds each, in `folder`. */
export async function runForComparison(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const yaml = join(folder, 'valley.yaml');
  writeFileSync(join(folder, 'valley.mjs'), VALLEY);
  writeFileSync(yaml, SEARCH);
  for (const optimizer of OPTIMIZERS) {
    for (const seed of SEEDS) {
      const sets = [`root_directory=${optimizer.replaceAll('_', '-')}-${seed}`, `optimizer=${optimizer}`];
      await command(['run', yaml, '--seed', String(seed), ...sets.flatMap((set) => ['--set', set])]);
    }
  }
}

/** All runs below the folder beside each other. The list of runs is on screen. */
export async function shootComparison(page: Page, folder: string, shoot: Camera): Promise<void> {
  await page.getByRole('searchbox', { name: 'Filter by name or path' }).fill(folder);
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('table', { name: 'Groups' }).waitFor();
  await shoot('compare');
}
