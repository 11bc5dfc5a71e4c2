import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PYTHON } from '#test/core/pipeline/support.ts';
import { builtCommand, command, trialsOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';

const search = searchesOfThisFile();

describe('incumbent check', () => {
  it('prints the promised document for a valid YAML with exit code 0', async () => {
    const { yaml, root } = search({ seed: 3 });
    const { code, stdout } = await command(['check', yaml, '--json', '--sample', '3']);
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({
      schema: 1,
      valid: true,
      problems: [],
      space: { x: { kind: 'float', lower: 0, upper: 1, log: false, prior: null, is_fidelity: false } },
      settings: { max_evaluations_total: 4 },
      optimizer: { name: 'random_search' },
      root,
    });
    expect(document.samples).toHaveLength(3);
    expect(existsSync(root)).toBe(false);
  });

  it('shows the configurations with which a run of that seed begins', async () => {
    const { yaml, root } = search({ seed: 3 });
    const { samples } = JSON.parse((await command(['check', yaml, '--json', '--sample', '4'])).stdout);
    await command(['run', yaml]);
    expect((await trialsOf(root)).map(({ config }) => config)).toEqual(samples);
  });

  it('prints all problems with line and column and ends with exit code 2', async () => {
    const { folder, yaml } = search();
    writeFileSync(
      yaml,
      'evaluate_pipeline: objective.mjs:objective\npipeline_space:\n  x: [2.0, 1.0]\nmax_evaluation_total: 4\n',
    );
    const { code, stdout } = await command(['check', yaml, '--json']);
    expect(code).toBe(2);
    const { valid, problems } = JSON.parse(stdout);
    expect(valid).toBe(false);
    expect(problems.length).toBeGreaterThanOrEqual(2);
    expect(problems).toContainEqual(expect.objectContaining({ file: yaml, line: 3, severity: 'error' }));
    expect(problems).toContainEqual(expect.objectContaining({ line: 4, severity: 'error' }));
    const text = await command(['check', yaml]);
    expect([text.code, text.stdout]).toEqual([2, expect.stringContaining(`${yaml}:3:`)]);
    const run = await command(['run', yaml]);
    expect([run.code, run.stderr]).toEqual([2, expect.stringContaining(`${yaml}:3:`)]);
    expect(existsSync(join(folder, 'neps_results'))).toBe(false);
  });

  it('warns of a secret in the text, which would be kept with the run, without saying it', async () => {
    const { yaml } = search({ incumbent: { env: { WANDB_API_KEY: 'hush' } } });
    const { code, stdout } = await command(['check', yaml]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^warning: .*run\.yaml:\d+:\d+: WANDB_API_KEY looks like a secret/m);
    expect(stdout).not.toContain('hush');
  });

  it('refuses a root in which no run can begin, at its line and with the code of the start', async () => {
    const { folder, yaml } = search({ root_directory: '/' });
    const { code, stdout } = await builtCommand(['check', yaml, '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      valid: false,
      problems: [{ code: 'root-unsafe', file: yaml }],
    });
    expect(JSON.parse(stdout).problems[0].line).toBeGreaterThan(1);
    const start = await builtCommand(['run', yaml]);
    expect([start.code, start.stderr]).toEqual([3, expect.stringContaining('the root of a file system: /')]);
    const home = await builtCommand(['check', yaml, '--set', 'root_directory="~"'], {
      env: { HOME: folder },
    });
    expect([home.code, home.stdout]).toEqual([2, expect.stringContaining(`the home directory: ${folder}`)]);
    const file = await builtCommand(['check', yaml, '--set', 'root_directory=objective.mjs']);
    expect([file.code, file.stdout]).toEqual([2, expect.stringContaining('found a file at')]);
  });

  it.skipIf(PYTHON === null)(
    'tells where Python can not read the file, as a start does (needs Python)',
    async () => {
      const { folder, yaml, root } = search(
        { evaluate_pipeline: 'train.py:train' },
        { 'train.py': 'def train(x):\n    return = x\n' },
      );
      const place = `${join(folder, 'train.py')}:2:12: `;
      const check = await command(['check', yaml, '--test-pipeline']);
      expect([check.code, check.stdout]).toEqual([2, expect.stringContaining(`error: ${place}`)]);
      const start = await command(['run', yaml]);
      expect([start.code, start.stderr]).toEqual([2, expect.stringContaining(place)]);
      expect(existsSync(root)).toBe(false);
    },
  );

  it('names no root where nothing could be read', async () => {
    const { yaml } = search();
    writeFileSync(yaml, 'evaluate_pipeline: [objective.mjs\n');
    const { code, stdout } = await command(['check', yaml]);
    expect([code, stdout]).toEqual([2, expect.not.stringContaining('root:')]);
    expect(JSON.parse((await command(['check', yaml, '--json'])).stdout).root).toBeNull();
  });

  it('evaluates one configuration with --test-pipeline and leaves no trace', async () => {
    const { yaml, root } = search(
      {},
      { 'objective.mjs': "export const objective = ({ x }) => { console.log('seen'); return x; };" },
    );
    const good = await command(['check', yaml, '--json', '--test-pipeline']);
    expect(good.code).toBe(0);
    expect(JSON.parse(good.stdout).test).toMatchObject({
      kind: 'result',
      log: expect.stringContaining('seen'),
    });
    writeFileSync(
      join(root, '..', 'objective.mjs'),
      "export const objective = () => { throw new Error('no'); };",
    );
    const bad = await command(['check', yaml, '--json', '--test-pipeline']);
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.stdout).test).toMatchObject({ kind: 'error', error: { message: 'no' } });
    expect(existsSync(root)).toBe(false);
  });
});
