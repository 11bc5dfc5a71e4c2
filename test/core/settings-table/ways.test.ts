import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { CONTINUE_RULES, INCUMBENT_KEYS } from '#core/config/settings/run-keys.ts';
import { readStatus } from '#core/engine/runs/look.ts';
import { createEngine } from '#core/engine.ts';
import { readRunRecord } from '#core/state/root/run-record.ts';
import { HOST, tableOfThisFile } from './table.ts';

const table = tableOfThisFile();

/** A value of every key that is not its default, as a YAML has it. */
const VALUES: Readonly<Record<string, unknown>> = {
  max_evaluations_total: 3,
  max_cost_total: 2.5,
  max_evaluations_per_run: 2,
  continue_until_max_evaluation_completed: true,
  post_run_summary: false,
  ignore_errors: true,
  loss_value_on_error: 10,
  cost_value_on_error: 0.5,
  sample_batch_size: 2,
  seed: 12,
  optimizer: { name: 'random_search', use_priors: true },
  'incumbent.python': '/usr/bin/python-of-mine',
  'incumbent.env': { A: 'b' },
  'incumbent.evaluation_timeout': '90 s',
  'incumbent.heartbeat': 5,
  'incumbent.lease': '2 min',
  'incumbent.requeue': 'ask',
  'incumbent.max_requeues': 1,
  'incumbent.max_duration': '4 h',
  'incumbent.until_stopped': true,
  'incumbent.cost_unit': 'GPU hours',
  'incumbent.log_limit': '1 MB',
  'incumbent.tensorboard': true,
  'incumbent.note': 'no',
};
/** Keys that say where and what is evaluated: they are those of every row. */
const EVERYWHERE = ['evaluate_pipeline', 'pipeline_space', 'root_directory', 'incumbent'];
/** Belongs to the call that says it. */
const CONSUMED = 'overwrite_working_directory';

function inYaml(key: string, value: unknown): Readonly<Record<string, unknown>> {
  const [first = '', second] = key.split('.');
  return second === undefined ? { [first]: value } : { [first]: { [second]: value } };
}

const assignment = (key: string, value: unknown) => `${key}=${JSON.stringify(value)}`;

/** What a run keeps of a key. */
async function kept(root: string, key: string): Promise<unknown> {
  const { settings } = await readRunRecord(root);
  const [first = '', second] = key.split('.');
  const value = settings[first as keyof typeof settings];
  return second === undefined ? value : (value as Record<string, unknown>)[second];
}

it('the table has every key', () => {
  const keys = [...CONTINUE_RULES.keys(), ...INCUMBENT_KEYS.map((key) => `incumbent.${key}`)];
  expect([...Object.keys(VALUES), ...EVERYWHERE, CONSUMED].sort()).toEqual(keys.sort());
});

describe('a setting reaches the run in the same form by every way', () => {
  it.each(Object.entries(VALUES))('%s: %j', async (key, value) => {
    const byYaml = table({ settings: inYaml(key, value) });
    await byYaml.begin({ workers: 0 });
    const expected = await kept(byYaml.root, key);

    const bySet = table();
    await bySet.begin({ workers: 0, set: [assignment(key, value)] });
    expect(await kept(bySet.root, key)).toEqual(expected);

    const byText = table();
    const text = stringify({
      evaluate_pipeline: `${byText.folder}/objective.mjs:objective`,
      pipeline_space: { x: [0.1, 1.5] },
      root_directory: byText.root,
      max_evaluations_total: 4,
      ...inYaml(key, value),
    });
    await byText.begin({ workers: 0, text, file: null });
    expect(await kept(byText.root, key)).toEqual(expected);
    const untouched = table();
    await untouched.begin({ workers: 0 });
    expect(await kept(untouched.root, key)).not.toEqual(expected);
  });
});

describe('what may change when a run is continued changes by a YAML, by --set and by resume', () => {
  const changing = Object.entries(VALUES).filter(
    ([key]) => CONTINUE_RULES.get(key.split('.')[0] ?? '') === null && key !== 'max_evaluations_per_run',
  );

  it('but max_evaluations_per_run binds the workers of the call that names it, and is not kept', async () => {
    const { begin, resumed, root } = table();
    await begin({ workers: 0 });
    const set = ['max_evaluations_per_run=1'];
    await begin({ workers: 0, set });
    const [worker] = (await resumed({ workers: 1, set })).workers;
    await worker?.ended;
    expect(await kept(root, 'max_evaluations_per_run')).toBeNull();
    expect((await readStatus(root)).counts.success).toBe(1);
  });

  it.each(changing)('%s: %j', async (key, value) => {
    const byYaml = table({ settings: inYaml(key, value) });
    await byYaml.begin({ workers: 0 });
    const expected = await kept(byYaml.root, key);

    const bySet = table();
    await bySet.begin({ workers: 0 });
    await bySet.begin({ workers: 0, set: [assignment(key, value)] });
    expect(await kept(bySet.root, key)).toEqual(expected);
    await bySet.begin({ workers: 0 });
    const isGiven = key === 'max_evaluations_total';
    expect(await kept(bySet.root, key)).toEqual(isGiven ? 4 : expected);

    const byResume = table({ settings: { max_evaluations_total: 1 } });
    await byResume.begin({ workers: 0 });
    await byResume.resumed({ workers: 1, set: [assignment(key, value)] }).catch(refusedPython(key));
    expect(await kept(byResume.root, key)).toEqual(expected);
  });
});

/** A resume looks for the interpreter at once; the pipeline of these rows needs none. */
function refusedPython(key: string): (thrown: unknown) => void {
  return (thrown) => {
    if (key !== 'incumbent.python') {
      throw thrown;
    }
  };
}

it("the screens' own start and resume take the same way", async () => {
  const { folder, root, yaml } = table();
  const engine = createEngine({
    host: 'browser',
    version: HOST.version,
    dataDirectory: join(folder, 'data'),
    workingDirectory: folder,
    assetsDirectory: folder,
    examplesDirectory: folder,
    workerEntry: HOST.workerEntry,
    commandEntry: HOST.commandEntry,
    analysisEntry: join(folder, 'analysis-thread.mjs'),
    readOnly: false,
    env: process.env,
  });
  const text = `${readFileSync(yaml, 'utf8')}sample_batch_size: 2\nincumbent: {lease: 2 min}\n`;
  const start = { text, file: yaml, workers: 1, env: {}, existing: { kind: 'ask' } } as const;
  const started = await engine.setup.start(start, {});
  expect(await kept(root, 'sample_batch_size')).toBe(2);
  expect(await kept(root, 'incumbent.lease')).toBe(120);
  const key = started.kind === 'started' ? started.key : '';
  const set = ['sample_batch_size=3', 'incumbent.lease=3 min'];
  await engine.run.resume({ key, workers: 1, env: {}, set, failed: 'keep' }, {});
  expect(await kept(root, 'sample_batch_size')).toBe(3);
  expect(await kept(root, 'incumbent.lease')).toBe(180);
  await engine.dispose();
});

describe('what may not change is refused with what it was', () => {
  it.each([
    ['seed=13', /seed: 12 → 13/],
    ['optimizer=bayesian_optimization', /optimizer: random_search → bayesian_optimization/],
    ['optimizer.use_priors=true', /use_priors: false → true/],
    ['pipeline_space.x.upper=2.0', /x: 0\.0 to 1\.0 → 0\.0 to 2\.0/],
    ['pipeline_space.y=[1, 4]', /y: not there → 1 to 4/],
  ])('%s', async (set, difference) => {
    const { begin, resumed } = table({ settings: { seed: 12, optimizer: 'random_search' } });
    await begin({ workers: 0 });
    const refused = expect(begin({ workers: 0, set: [set] })).rejects;
    await refused.toMatchObject({ code: 'root-differs', message: expect.stringMatching(difference) });
    await expect(resumed({ set: [set] })).rejects.toMatchObject({ code: 'config-invalid' });
  });

  it('another order, another form or a comment is no difference', async () => {
    const { begin, folder, root } = table({ settings: { seed: 12, optimizer: 'random_search' } });
    await begin({ workers: 0 });
    const text = `# again
optimizer: {name: random_search, use_priors: false}
seed: 12
pipeline_space: {x: {upper: 1.0e0, lower: 0.0}}
max_evaluations_total: 4
root_directory: ${root}
run_pipeline: ${folder}/objective.mjs:objective
`;
    expect(await begin({ workers: 0, text, file: null })).toMatchObject({ how: 'continued' });
  });
});

describe('optimizer and seed', () => {
  it('auto is resolved at the first start and kept, whatever auto would be later', async () => {
    const { begin, root } = table({ settings: { optimizer: 'auto' } });
    await begin({ workers: 0 });
    const { optimizer } = await readRunRecord(root);
    await begin({ workers: 0 });
    expect((await readRunRecord(root)).optimizer).toEqual(optimizer);
    await begin({ workers: 0, set: [`optimizer=${optimizer.name}`] });
    expect((await readRunRecord(root)).optimizer).toEqual(optimizer);
  });

  it('an alias names the same optimizer', async () => {
    const space = { x: { lower: 0.5, upper: 1.5, prior: 0.75 } };
    const { begin, root } = table({ settings: { pipeline_space: space, optimizer: 'pibo' } });
    await begin({ workers: 0 });
    const { optimizer } = await readRunRecord(root);
    await begin({ workers: 0, set: ['optimizer=bayesian_optimization_prior'] });
    expect((await readRunRecord(root)).optimizer).toEqual(optimizer);
  });

  it('a seed that is not given is drawn, stored and kept', async () => {
    const { begin, root } = table();
    await begin({ workers: 0 });
    const { seed } = (await readRunRecord(root)).settings;
    expect(seed).toEqual(expect.any(Number));
    await begin({ workers: 0 });
    expect((await readRunRecord(root)).settings.seed).toBe(seed);
  });

  it('the same seed and one worker give the same sequence, another seed another one', async () => {
    const configs = async (seed: number, batch = 1) => {
      const { trials } = await table({ settings: { seed, sample_batch_size: batch } }).run();
      return trials.map(({ config }) => config);
    };
    const runs = [configs(5), configs(5), configs(5, 3), configs(6)];
    const [first, same, inBatches, other] = await Promise.all(runs);
    expect(first).toHaveLength(4);
    expect(same).toEqual(first);
    expect(inBatches).toEqual(first);
    expect(other).not.toEqual(first);
  });
});

it('a run without any budget is refused, and the ways to give one are named', async () => {
  const { begin } = table({ settings: { max_evaluations_total: undefined } });
  const ways = [
    'max_evaluations_total',
    'max_cost_total',
    'max_evaluations_per_run',
    'incumbent.max_duration',
  ];
  const refused = await begin().catch((thrown: Error) => thrown.message);
  for (const way of [...ways, 'incumbent.until_stopped: true']) {
    expect(refused).toContain(`\`${way}\``);
  }
});

describe('overwrite_working_directory', () => {
  const settings = { max_evaluations_total: 1, overwrite_working_directory: true };
  const byYaml = { kind: 'yaml', confirmed: true } as const;

  it('is consumed by the call that starts: the run keeps false', async () => {
    const { run, root } = table({ settings });
    const { launched } = await run({ wish: byYaml });
    expect([launched.how, launched.trash]).toEqual(['created', null]);
    expect(await kept(root, 'overwrite_working_directory')).toBe(false);
  });

  it('is asked again by a later start of the same YAML, which overwrites only when that is confirmed', async () => {
    const { run, launch, root } = table({ settings });
    await run({ wish: byYaml });
    const before = (await readRunRecord(root)).run_id;
    const unconfirmed = launch({ wish: { kind: 'yaml', confirmed: false } });
    await expect(unconfirmed).rejects.toMatchObject({ code: 'overwrite-unconfirmed' });
    expect((await readRunRecord(root)).run_id).toBe(before);
    const { launched } = await run({ wish: byYaml });
    expect([launched.how, launched.trash]).toEqual(['created', expect.stringContaining('.incumbent-trash')]);
    expect((await readRunRecord(root)).run_id).not.toBe(before);
  });

  it('never overwrites by a resume', async () => {
    const { run, resume, root } = table({ settings });
    await run({ wish: byYaml });
    const before = (await readRunRecord(root)).run_id;
    const { status } = await resume({ set: ['max_evaluations_total=2'] });
    expect([status.counts.success, (await readRunRecord(root)).run_id]).toEqual([2, before]);
  });
});
