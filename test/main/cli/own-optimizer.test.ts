import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readRunRecord } from '#core/state/root/run-record.ts';
import {
  builtCommand,
  command,
  killWorkers,
  NOTING,
  searchFolder,
  statusOf,
  trialsOf,
} from '#test/support/command-line.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const PATIENCE = { timeout: 1_800_000 };

/** An optimizer in TypeScript that counts up, with an argument; it prints what must disturb nobody. */
const COUNTING = `type Input = { readonly number: number };
console.log('{"kind":"printed"}');
export const counting = {
  title: 'Counting',
  arguments: [{ name: 'step', type: 'number', default: 0.1, minimum: 0 }],
  refuse: (space: readonly { name: string }[]) => (space.some(({ name }) => name === 'x') ? null : 'It needs an \`x\`.'),
  create: (_space: unknown, { step }: { step: number }) => ({ number }: Input) =>
    ({ kind: 'sample', config: { x: Math.min(1, number * step) } }),
};
`;

let search = searchFolder();

afterEach(async () => {
  await killWorkers(search.root);
  removeFolder(search.folder);
});

function own(text: string, settings: Readonly<Record<string, unknown>> = {}, file = 'own.ts'): void {
  removeFolder(search.folder);
  search = searchFolder({ optimizer: `${file}:counting`, ...settings }, { [file]: text });
}

describe('a run with an optimizer of the user', PATIENCE, () => {
  it('evaluates what it decides, from any number of workers', async () => {
    own(COUNTING, { optimizer: { name: 'own.ts:counting', step: 0.2 } });
    const { code, stderr } = await command(['run', search.yaml, '--workers', '2']);
    expect([code, stderr]).toEqual([0, '']);
    const values = (await trialsOf(search.root)).map(({ config }) => config.x);
    expect(values).toEqual([1, 2, 3, 4].map((number) => expect.closeTo(number * 0.2, 12)));
    expect((await statusOf(search.root)).optimizer).toEqual({ name: 'own.ts:counting' });
    const { optimizer } = await readRunRecord(search.root);
    expect(optimizer).toEqual({
      name: 'own.ts:counting',
      arguments: { step: 0.2 },
      reason: 'your own, named in the settings',
      module: {
        file: join(search.folder, 'own.ts'),
        export: 'counting',
        code: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
  });

  it.each([
    ['own.mjs', 'export const counting = {'],
    ['own.js', 'exports.counting = {'],
  ])('takes it from %s too', async (file, beginning) => {
    const text = `${beginning} create: () => ({ number }) => ({ kind: 'sample', config: { x: number / 10 } }) };\n`;
    own(text, { optimizer: `${file}:counting` }, file);
    const { code, stderr } = await command(['run', search.yaml]);
    expect([code, stderr]).toEqual([0, '']);
  });

  it('goes on from where it was, after a resume with a larger budget', async () => {
    own(COUNTING);
    await command(['run', search.yaml]);
    const { code } = await command(['resume', search.root, '--set', 'max_evaluations_total=6']);
    expect(code).toBe(0);
    const values = (await trialsOf(search.root)).map(({ config }) => config.x);
    expect(values).toEqual([1, 2, 3, 4, 5, 6].map((number) => expect.closeTo(number / 10, 12)));
  });

  it('is refused before anything is written where arguments, space or module are wrong', async () => {
    own(COUNTING, { optimizer: { name: 'own.ts:counting', stpe: 1, step: -1 } });
    const wrong = await command(['run', search.yaml]);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain(
      '`own.ts:counting` takes the arguments step; found `stpe`. Did you mean `step`?',
    );
    expect(wrong.stderr).toContain('`step` of `own.ts:counting` must be a number of at least 0; found -1.');

    own(COUNTING, { pipeline_space: { y: [0.0, 1.0] } });
    expect((await command(['run', search.yaml])).stderr).toContain('It needs an `x`.');

    own('export const counting = 3;\n');
    const { stderr } = await command(['run', search.yaml]);
    expect(stderr).toContain(
      `Expected \`counting\` of ${search.folder}/own.ts to be an optimizer, an object with a function \`create\`, found 3`,
    );

    own('throw new Error("broken");\nexport const counting = {};\n');
    const raised = await command(['run', search.yaml, '--json']);
    expect(JSON.parse(raised.stdout)).toMatchObject({ error: { code: 'optimizer-invalid' } });
    expect(raised.stderr).toContain('Could not import own.ts: Error: broken');
    await expect(readRunRecord(search.root)).rejects.toThrow();
  });

  it('halts where the optimizer raises or decides what is not of the space, and says what, where and when', async () => {
    own(COUNTING.replace('Math.min(1, number * step)', 'number - 2'));
    const { code, stdout, stderr } = await command(['run', search.yaml]);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain(
      '`own.ts:counting` answered what is no decision on trial 1. Expected a configuration of the space. ' +
        `\`x\` must be a number between 0 and 1; found -1. (${search.folder}/own.ts, export \`counting\`)`,
    );
    expect((await statusOf(search.root)).state).toBe('failed');

    // The next launch takes the mended file over, and the run goes on.
    writeFileSync(join(search.folder, 'own.ts'), COUNTING);
    const mended = await command(['resume', search.root]);
    expect(mended.code).toBe(0);
    expect(mended.stderr).toContain(
      'The code of the optimizer own.ts:counting has changed since the last launch.',
    );
    expect((await trialsOf(search.root)).map(({ state }) => state)).toEqual(Array(4).fill('success'));
  });

  it('is refused where the file is missing or another than at the launch', async () => {
    own(COUNTING);
    await command(['run', search.yaml]);
    const file = join(search.folder, 'own.ts');
    writeFileSync(file, `${readFileSync(file, 'utf8')}// changed\n`);
    const other = await builtCommand(['worker', search.root]);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain(`${file} is not the file that the run was last launched with`);
    rmSync(file);
    const gone = await command(['resume', search.root, '--set', 'max_evaluations_total=6']);
    expect(gone.code).toBe(2);
    expect(gone.stderr).toContain(`Expected the optimizer's file, found none at ${file}`);
  });

  it('is not mixed with new code while workers decide by the old one', async () => {
    removeFolder(search.folder);
    search = searchFolder(
      { optimizer: 'own.ts:counting' },
      { 'own.ts': COUNTING, 'objective.mjs': NOTING, hold: '' },
    );
    await command(['run', search.yaml, '--detach']);
    await waitUntil(async () => (await statusOf(search.root)).counts.evaluating === 1, 60_000);
    writeFileSync(join(search.folder, 'own.ts'), `${COUNTING}// changed\n`);
    const { code, stderr } = await command(['run', search.yaml]);
    expect(code).toBe(3);
    expect(stderr).toContain('that of the optimizer own.ts:counting has changed, and a worker is at work');
    rmSync(join(search.folder, 'hold'));
    await waitUntil(async () => (await statusOf(search.root)).state === 'finished', 60_000);
  });
});

describe('check', PATIENCE, () => {
  it('reads the file without importing it', async () => {
    own('throw new Error("imported");\nexport const counting = {};\n');
    const { code, stdout } = await command(['check', search.yaml, '--json', '--sample', '2']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      valid: true,
      optimizer: { name: 'own.ts:counting', arguments: {} },
      problems: [{ code: 'optimizer-unseen', severity: 'note', path: 'optimizer' }],
      samples: [],
    });
  });

  it('finds a missing file or export, with what is near', async () => {
    own(COUNTING, { optimizer: 'own.ts:countin' });
    const near = await command(['check', search.yaml]);
    expect(near.code).toBe(2);
    expect(near.stdout).toContain(
      `${search.folder}/own.ts exports no optimizer \`countin\`. Did you mean \`counting\`?`,
    );
    own(COUNTING, { optimizer: 'owm.ts:counting' });
    const missing = await command(['check', search.yaml]);
    expect(missing.code).toBe(2);
    expect(missing.stdout).toMatch(/found none; near it in .*: own\.ts/);
  });
});

describe('check-optimizer', PATIENCE, () => {
  it('shows every check with what was not kept, and ends with exit code 1', async () => {
    own(
      COUNTING.replace('It needs an \\`x\\`.', 'no').replace("? null : 'It needs an `x`.'", '? null : null'),
    );
    const { code, stdout } = await command(['check-optimizer', join(search.folder, 'own.ts')]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^own\.ts:counting {2}step=0\.1$/m);
    expect(stdout).toMatch(/✗ decides well after successes +[\d.]+ s$/m);
    expect(stdout).toMatch(/`own\.ts:counting` answered what is no decision on trial 1/);
    expect(stdout).toMatch(/\d+ of 19 checks failed in [\d.]+ s/);
  });

  it('passes one that keeps all, with arguments of its own, as one document', async () => {
    const folder = 'assets/own-optimizer';
    const { code, stdout } = await command([
      'check-optimizer',
      `${folder}/near-best.ts:nearBest`,
      '--args',
      'start=2',
      '--json',
    ]);
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      schema: 1,
      passed: true,
      optimizer: { name: 'near-best.ts:nearBest', arguments: { start: 2, spread: 0.3 } },
    });
    expect(report.checks.map(({ problems }: { problems: unknown[] }) => problems)).toEqual(
      Array(19).fill([]),
    );
  });

  it('refuses what is no optimizer, and asks which where there are several', async () => {
    own(`${COUNTING}export const other = 1;\n`);
    const several = await command(['check-optimizer', join(search.folder, 'own.ts')]);
    expect(several.code).toBe(2);
    expect(several.stderr).toContain('exports counting, other. Name one');
    const wrong = await command(['check-optimizer', `${join(search.folder, 'own.ts')}:other`, '--json']);
    expect(wrong.code).toBe(2);
    expect(JSON.parse(wrong.stdout)).toMatchObject({ error: { code: 'optimizer-invalid' } });
    const unknown = await command([
      'check-optimizer',
      `${join(search.folder, 'own.ts')}:counting`,
      '--args',
      'size=3',
    ]);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('takes the arguments step; found `size`');
    expect(unknown.stderr).not.toContain('could not be loaded');
  });
});
