import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exportRun, tellingIgnored } from '#core/config/exchange/export-run.ts';
import { readPasted } from '#core/config/exchange/read-pasted.ts';
import type { ExportTarget } from '#core/contract/setup/documents.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { fc } from '#test/support/fast-check.ts';
import { anySpace } from '../any-space.ts';
import { parse, runText } from '../marked.ts';

/** What `neps.run` takes by keyword in 0.13, the last version but one that takes YAML. */
const ARGUMENTS_OF_RUN = [
  'evaluate_pipeline',
  'pipeline_space',
  'root_directory',
  'overwrite_working_directory',
  'post_run_summary',
  'max_evaluations_total',
  'max_evaluations_per_run',
  'continue_until_max_evaluation_completed',
  'max_cost_total',
  'ignore_errors',
  'objective_value_on_error',
  'cost_value_on_error',
  'sample_batch_size',
  'optimizer',
];

function exported(text: string, target: ExportTarget) {
  const { settings, space, problems } = parse(text);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (settings === null || space === null) {
    throw new Error('The text of the test is no run.');
  }
  return exportRun(settings, space, target);
}

function textOf(text: string, target: ExportTarget): string {
  const result = exported(text, target);
  expect(result.kind).toBe('exported');
  return result.kind === 'exported' ? result.text : '';
}

const SPACE =
  'lr: {lower: 1.0e-05, upper: 0.1, log: true, prior: 0.001, prior_confidence: high}\nact: [relu, tanh]';
const FIDELITY = 'epochs: {lower: 1, upper: 27, is_fidelity: true}';
const EVERYTHING = `root_directory: out
max_cost_total: 5
max_evaluations_per_run: 3
continue_until_max_evaluation_completed: true
overwrite_working_directory: true
post_run_summary: false
ignore_errors: true
loss_value_on_error: 100
cost_value_on_error: 1.5
sample_batch_size: 2
seed: 3
optimizer: random_search
incumbent:
  note: mine
`;

describe('YAML for the library', () => {
  test('has no key that `run` does not take, and is the same run', () => {
    const text = textOf(runText(SPACE, EVERYTHING), 'yaml');
    const keys = [...text.matchAll(/^(\w+):/gm)].map(([, key]) => key);
    expect(ARGUMENTS_OF_RUN).toEqual(expect.arrayContaining(keys));
    const [before, after] = [parse(runText(SPACE, EVERYTHING)), parse(text)];
    expect(after.space).toEqual(before.space);
    const { incumbent: _, seed, ...settings } = before.settings ?? {};
    expect(after.settings).toMatchObject(settings);
    expect([seed, after.settings?.seed]).toEqual([3, null]);
  });

  test('says what it leaves out', () => {
    expect(exported(runText(SPACE, EVERYTHING), 'yaml')).toMatchObject({
      notes: ['The library has nothing like `seed`, `incumbent.note`: left out.'],
    });
  });
});

describe('a script for the library', () => {
  test('of the manual’s example is this', () => {
    const manual = readFileSync(new URL('../manual-example.yaml', import.meta.url), 'utf8');
    const text = textOf(manual, 'python');
    expect(text).toContain(`class Space(neps.PipelineSpace):
    batch_size = 64
    optimizer = neps.Categorical(["adam", "sgd", "adamw"])
    alpha = neps.Float(0.01, 1.0)
    n_layers = neps.Integer(1, 10)
    learning_rate = neps.Float(1.0e-05, 0.1, log=True, prior=0.001, prior_confidence="high")
    epochs = neps.IntegerFidelity(5, 20)
`);
    expect(text).toContain('importlib.import_module("run_pipeline").name_of_your_run_pipeline_function');
    expect(text).toContain(`        evaluations_to_spend=100,
        optimizer=("bayesian_optimization", {"initial_design_size": 5, "ignore_fidelity": True}),
`);
  });

  test('gives every setting by the name it has in 0.16', () => {
    const text = textOf(runText(SPACE, EVERYTHING), 'python');
    expect(text).toContain(`    neps.run(
        evaluate_pipeline=evaluate_pipeline,
        pipeline_space=Space(),
        root_directory=HERE / "out",
        evaluations_to_spend=3,
        cost_to_spend=5,
        objective_value_on_error=100,
        cost_value_on_error=1.5,
        sample_batch_size=2,
        continue_until_max_evaluation_completed=True,
        overwrite_root_directory=True,
        ignore_errors=True,
        optimizer="random_search",
    )
`);
  });

  test.each([
    ['auto', '"auto"'],
    ['hyperband', '"hyperband"'],
    ['{name: asha_prior, eta: 4}', '("asha", {"sampler": "prior", "eta": 4})'],
    ['{name: priorband_async, sampler: prior}', '("priorband", {"base": "async_hb"})'],
    ['random_search', '("random_search", {"ignore_fidelity": "highest_fidelity"})'],
    ['{name: random_search, ignore_fidelity: false}', '("random_search", {"ignore_fidelity": True})'],
    [
      'grid_search',
      '("grid_search", {"size_per_numerical_dimension": 10, "ignore_fidelity": "highest_fidelity"})',
    ],
    ['bayesian_optimization_prior', '("pibo", {"ignore_fidelity": True})'],
  ])('names the optimizer %s as %s', (optimizer, python) => {
    const text = textOf(runText(`${SPACE}\n${FIDELITY}`, `optimizer: ${optimizer}`), 'python');
    expect(text).toContain(`optimizer=${python},\n`);
  });

  test('has no priors where its search refuses those that it would not use', () => {
    const [unused, used] = ['random_search', '{name: random_search, use_priors: true}'].map((optimizer) =>
      textOf(runText(SPACE, `optimizer: ${optimizer}`), 'python'),
    );
    expect(unused).toContain('lr = neps.Float(1.0e-05, 0.1, log=True)\n');
    expect(unused).toContain('# The priors are left out');
    expect(used).toContain('prior=0.001');
  });

  test('is Python, whatever the space, and its class is read as that space', () => {
    const scripts: string[] = [];
    fc.assert(
      fc.property(
        anySpace.map((space) => space.filter(({ name }) => !name.startsWith('_'))),
        (space: SearchSpace) => {
          const { settings } = parse(
            runText('x: [0.0, 1.0]', 'optimizer: {name: random_search, use_priors: true}'),
          );
          const result = settings === null ? null : exportRun(settings, space, 'python');
          if (result?.kind !== 'exported' || space.length === 0) {
            return;
          }
          scripts.push(result.text);
          const read = readPasted(result.text);
          expect(read.problems, result.text).toEqual([]);
          expect(read.space, result.text).toEqual(space);
        },
      ),
      { numRuns: 200 },
    );
    expect(scripts.length).toBeGreaterThan(100);
    const compile = 'import json, sys\nfor text in json.load(sys.stdin): compile(text, "script.py", "exec")';
    execFileSync('python3', ['-W', 'error', '-c', compile], { input: JSON.stringify(scripts) });
  });
});

describe.each(['python', 'yaml'] as const)('for the library (%s)', (target) => {
  test.each([
    ['MOBSTER', 'mobster', '`mobster`'],
    ['another sampler', '{name: priorband, sampler: gp}', '`sampler: "gp"`'],
    [
      'the prior first',
      '{name: bayesian_optimization, sample_prior_first: true}',
      '`sample_prior_first: true`',
    ],
    ['one of one’s own', 'own.ts:Mine', '`own.ts:Mine`'],
  ])('%s is refused by name', (_, optimizer, word) => {
    const result = exported(runText(`${SPACE}\n${FIDELITY}`, `optimizer: ${optimizer}`), target);
    expect(result).toEqual({ kind: 'refused', reasons: [expect.stringContaining(word)] });
  });

  test.each([
    ['a command', '{command: ./train}'],
    ['JavaScript', 'train.js:run'],
  ])('%s is refused', (_, pipeline) => {
    const text = runText(SPACE).replace('train.py:run', pipeline);
    expect(exported(text, target)).toMatchObject({ kind: 'refused' });
  });
});

describe('a space that a class of the library can not hold', () => {
  test.each([
    ['sample: [1, 2]', '`sample`'],
    ['_x: [1, 2]', '`_x`'],
    ['lambda: [1, 2]', '`lambda`'],
  ])('%s is refused by name', (space, word) => {
    const result = exported(runText(space, 'optimizer: random_search'), 'python');
    expect(result).toEqual({ kind: 'refused', reasons: [expect.stringContaining(word)] });
  });

  test('choices of several types are refused where its optimizer compares them', () => {
    const [mixed, pure] = ['x: [1, a, 2.0]', 'x: [1, 2, 3]'].map((space) =>
      exported(runText(space, 'optimizer: bayesian_optimization'), 'python'),
    );
    expect(mixed).toMatchObject({ reasons: [expect.stringContaining('`x`')] });
    expect(pure).toMatchObject({ kind: 'exported' });
  });
});

test('keys of a text that are ignored here are told where it is exported', () => {
  const run = parse(runText('x: [0.0, 1.0]', 'optimizer: random_search\ntask_id: 3\nworker_id: a\n'));
  if (run.settings === null || run.space === null) {
    throw new Error('the text can not be read');
  }
  const exported = tellingIgnored(exportRun(run.settings, run.space, 'yaml'), run.problems);
  expect(exported).toMatchObject({
    kind: 'exported',
    notes: ['Of the text, `task_id`, `worker_id` are ignored here and left out.'],
  });
});
