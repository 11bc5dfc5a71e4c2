import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, test } from 'vitest';
import { command } from '#test/support/command-line.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { PYTHON_MISSING } from '#test/support/python.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

let folder = '';
afterEach(() => removeFolder(folder));

const RUN = `evaluate_pipeline: code/my-train.py:train
pipeline_space:
  lr: {lower: 1.0e-05, upper: 0.1, log: true, prior: 0.001, prior_confidence: high}
  activation: [relu, tanh]
  epochs: {lower: 1, upper: 9, is_fidelity: true}
root_directory: results
max_evaluations_total: 4
optimizer: {name: random_search, use_priors: true}
incumbent:
  note: ours
`;

const TRAIN = `
import helper

def train(lr, activation, epochs, pipeline_directory):
    return {"loss": helper.loss(lr), "cost": float(epochs), "extra": activation}
`;

/** Stands for the library: takes what version 0.16 takes, calls the function once, prints what it got. */
const LIBRARY = `
import inspect, json

class PipelineSpace: pass
def Float(lower, upper, log=False, log_base=None, prior=None, prior_confidence=None): return [lower, upper, prior]
def Categorical(choices, prior=None, prior_confidence=None): return choices
def IntegerFidelity(lower, upper, *, log=False): return [lower, upper]

def run(evaluate_pipeline, pipeline_space=None, *, root_directory="neps_results", overwrite_root_directory=False,
        evaluations_to_spend=None, continue_until_max_evaluation_completed=False, cost_to_spend=None,
        ignore_errors=False, objective_value_on_error=None, cost_value_on_error=None, sample_batch_size=None,
        optimizer="auto"):
    space = {name: value for name, value in vars(type(pipeline_space)).items() if not name.startswith("_")}
    result = evaluate_pipeline(lr=0.5, activation="relu", epochs=3, pipeline_directory=None)
    print(json.dumps({"space": space, "result": result, "optimizer": optimizer, "root": str(root_directory),
                      "evaluations": evaluations_to_spend, "signature": list(inspect.signature(evaluate_pipeline).parameters)}))
`;

function made(files: Readonly<Record<string, string>> = {}): string {
  folder = folderWith({
    'run.yaml': RUN,
    'code/my-train.py': TRAIN,
    'code/helper.py': 'def loss(lr): return lr * 2',
    ...files,
  });
  return join(folder, 'run.yaml');
}

describe('incumbent export', () => {
  test.skipIf(PYTHON_MISSING !== '')(
    `--to python writes a script that runs as it is${PYTHON_MISSING}`,
    async () => {
      const { code, stdout, stderr } = await command([
        'export',
        made({ 'neps.py': LIBRARY }),
        '--to',
        'python',
      ]);
      expect(code).toBe(0);
      expect(stderr).toContain('note: The library has nothing like `incumbent.note`: left out.');
      writeFileSync(join(folder, 'script.py'), stdout);
      const output = execFileSync('python3', [join(folder, 'script.py')], { cwd: '/', encoding: 'utf8' });
      expect(JSON.parse(output)).toEqual({
        space: { lr: [1e-5, 0.1, 0.001], activation: ['relu', 'tanh'], epochs: [1, 9] },
        result: { objective_to_minimize: 1, cost: 3, info_dict: 'relu' },
        optimizer: ['random_search', { use_priors: true, ignore_fidelity: 'highest_fidelity' }],
        root: join(folder, 'results'),
        evaluations: 4,
        signature: ['lr', 'activation', 'epochs', 'pipeline_directory'],
      });
    },
  );

  const hasLibrary = spawnSync('python3', ['-c', 'import neps; neps.PipelineSpace']).status === 0;
  test.skipIf(!hasLibrary)(
    `--to python writes a script that the library runs${hasLibrary ? '' : ' (skipped: no python3 with neps was found)'}`,
    async () => {
      const { stdout } = await command(['export', made(), '--to', 'python']);
      writeFileSync(join(folder, 'script.py'), stdout);
      const run = spawnSync('python3', [join(folder, 'script.py')], { encoding: 'utf8' });
      expect(run.status, run.stderr).toBe(0);
    },
  );

  test('--to yaml writes the arguments of the library alone', async () => {
    const { code, stdout } = await command(['export', made(), '--to', 'yaml']);
    expect(code).toBe(0);
    expect(stdout.match(/^\w+/gm)).toEqual([
      'evaluate_pipeline',
      'pipeline_space',
      'root_directory',
      'max_evaluations_total',
      'optimizer',
    ]);
  });

  test('--to configspace writes a space that a run can be started on', async () => {
    const yaml = made();
    const { stdout } = await command(['export', yaml, '--to', 'configspace']);
    writeFileSync(join(folder, 'space.json'), stdout);
    writeFileSync(yaml, RUN.replace(/pipeline_space:\n(?: {2}.*\n)*/, 'pipeline_space: space.json\n'));
    const check = await command(['check', yaml, '--json']);
    expect(JSON.parse(check.stdout)).toMatchObject({
      space: {
        lr: { prior: 0.001, prior_confidence: 'high', log: true },
        activation: { choices: ['relu', 'tanh'] },
        epochs: { is_fidelity: true },
      },
    });
  });

  it('takes the root of a run as well', async () => {
    const yaml = made({ 'f.mjs': 'export const f = () => 1;' });
    writeFileSync(yaml, RUN.replace('code/my-train.py:train', 'f.mjs:f'));
    expect((await command(['run', yaml])).code).toBe(0);
    const { code, stdout } = await command(['export', join(folder, 'results'), '--to', 'configspace']);
    expect(code).toBe(0);
    const names = JSON.parse(stdout).hyperparameters.map(({ name }: { readonly name: string }) => name);
    expect(names).toEqual(['lr', 'activation', 'epochs']);
  });

  test.each([
    ['what the library lacks', ['--to', 'python'], 'mobster', '`mobster`'],
    ['a format that nobody knows', ['--to', 'toml'], 'random_search', 'yaml, python, configspace'],
    ['no format', [], 'random_search', '--to'],
  ])('refuses %s with code 2', async (_, options, optimizer, word) => {
    const yaml = made();
    writeFileSync(yaml, RUN.replace('{name: random_search, use_priors: true}', optimizer));
    const { code, stdout, stderr } = await command(['export', yaml, ...options]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(word);
  });
});
