import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtCommand, command, startCommand, statusOf, trialsOf } from '#test/support/command-line.ts';
import { MOUNTS_MISSING, mountTmpfs } from '#test/support/mounts.ts';
import { PYTHON_MISSING } from '#test/support/python.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const search = searchesOfThisFile();
const objective = (body: string) => ({
  'objective.mjs': `export function objective(config, context) { ${body} }`,
});

describe('a pipeline that is not there', () => {
  it('is named in both forms with exit code 2 when its file is missing', async () => {
    const { yaml, folder, root } = search({ evaluate_pipeline: 'objektive.mjs:objective' });
    const { code, stderr } = await builtCommand(['run', yaml]);
    expect(code).toBe(2);
    expect(stderr).toContain('objektive.mjs');
    expect(stderr).toContain(join(folder, 'objektive.mjs'));
    expect(stderr).toContain('objective.mjs');
    expect(readdirSync(folder)).not.toContain('results');
    expect((await builtCommand(['status', root])).code).toBe(3);
  });

  it('offers near names with exit code 2 when its function is missing', async () => {
    const { yaml } = search({ evaluate_pipeline: 'objective.mjs:objectiv' });
    const { code, stderr } = await command(['run', yaml]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/objectiv\b.*objective/s)]);
  });

  it('says which interpreters were looked for when there is no Python', async () => {
    const { yaml } = search(
      { evaluate_pipeline: 'objective.py:objective', incumbent: { python: '/nowhere/python3' } },
      { 'objective.py': 'def objective(x):\n    return x\n' },
    );
    const { code, stderr } = await command(['run', yaml]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('/nowhere/python3')]);
  });
});

describe('a pipeline that fails', () => {
  it('halts the run with exit code 1, and the failed trial keeps type, message and traceback', async () => {
    const { yaml, root } = search(
      {},
      objective("if (context.pipelineId === '2') { throw new RangeError('too wide'); } return 1;"),
    );
    const { code, stdout, stderr } = await builtCommand(['run', yaml]);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('RangeError: too wide');
    expect(stdout + stderr).not.toMatch(/^\s+at /m);
    const trials = await trialsOf(root);
    expect(trials.map(({ state }) => state)).toEqual(['success', 'failed']);
    expect(trials[1]?.error).toMatchObject({ type: 'RangeError', message: 'too wide' });
    expect(trials[1]?.error?.traceback).toContain('objective.mjs');
    expect(await statusOf(root)).toMatchObject({ state: 'failed', counts: { failed: 1, success: 1 } });
  });

  it('lets the other workers finish their evaluations and stop', async () => {
    const { yaml, root } = search(
      { max_evaluations_total: 50 },
      {
        'objective.mjs': `import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
export async function objective({ x }, context) {
  if (context.pipelineId !== '1') { throw new Error('no'); }
  while (!existsSync(new URL('./results/results/config_2/error.yaml', import.meta.url))) { await sleep(10); }
  return x;
}
`,
      },
    );
    expect((await command(['run', yaml, '--workers', '2'])).code).toBe(1);
    expect((await trialsOf(root)).map(({ state }) => state)).toEqual(['success', 'failed']);
  });

  it('goes on after a resume, with the failed trial kept or evaluated again', async () => {
    const { yaml, root, folder } = search(
      { max_evaluations_total: 3 },
      {
        'objective.mjs': `import { existsSync } from 'node:fs';
export function objective({ x }, context) {
  if (context.pipelineId === '1' && !existsSync(new URL('./mended', import.meta.url))) { throw new Error('broken'); }
  return x;
}`,
      },
    );
    expect((await command(['run', yaml])).code).toBe(1);
    writeFileSync(join(folder, 'mended'), '');
    const kept = await command(['resume', root]);
    expect([kept.code, kept.stderr]).toEqual([
      0,
      expect.stringContaining('--failed requeue evaluates it again'),
    ]);
    expect((await trialsOf(root)).map(({ state }) => state)).toEqual(['failed', 'success', 'success']);
    const again = await command(['resume', root, '--failed', 'requeue']);
    expect([again.code, again.stderr]).toEqual([0, '']);
    expect((await trialsOf(root)).map(({ state }) => state)).toEqual(['success', 'success', 'success']);
  });

  it('is recorded and passed over with ignore_errors, and never becomes the best', async () => {
    const { yaml, root } = search(
      { max_evaluations_total: 3, ignore_errors: true, loss_value_on_error: 0, cost_value_on_error: 2 },
      objective("if (context.pipelineId === '1') { throw new Error('no'); } return { loss: 5, cost: 1 };"),
    );
    expect((await command(['run', yaml])).code).toBe(0);
    expect(await statusOf(root)).toMatchObject({
      state: 'finished',
      counts: { success: 2, failed: 1 },
      best: { loss: 5 },
      budget: { cost: { spent: 4 } },
    });
  });

  it.each([
    ['returns nothing', 'return undefined;', 'InvalidResult'],
    ['returns a string', "return 'good';", 'InvalidResult'],
    ['ends its process', 'process.exit(3);', 'Exit'],
  ])('fails the trial of a function that %s', async (_what, body, type) => {
    const { yaml, root } = search({}, objective(body));
    expect((await command(['run', yaml])).code).toBe(1);
    expect((await trialsOf(root)).map(({ state, error }) => [state, error?.type])).toEqual([
      ['failed', type],
    ]);
  });

  it('records NaN and infinities as they are; they are successes and never the best', async () => {
    const { yaml, root } = search(
      { max_evaluations_total: 3 },
      objective('return { 1: NaN, 2: -Infinity, 3: 7 }[context.pipelineId];'),
    );
    expect((await command(['run', yaml])).code).toBe(0);
    expect((await trialsOf(root)).map(({ state, loss }) => [state, loss])).toEqual([
      ['success', 'NaN'],
      ['success', '-Infinity'],
      ['success', 7],
    ]);
    expect((await statusOf(root)).best?.loss).toBe(7);
  });

  it('halts with exit code 1 when importing it fails, and the log has the traceback', async () => {
    const { yaml, root } = search(
      {},
      { 'objective.mjs': "import 'nowhere';\nexport const objective = () => 1;" },
    );
    const { code, stdout, stderr } = await command(['run', yaml]);
    expect(code).toBe(1);
    expect(stdout).toContain('nowhere');
    const [, log = ''] = /^Log: (.*)$/m.exec(stderr) ?? [];
    expect(readFileSync(log, 'utf8')).toMatch(/objective\.mjs/);
    expect(await statusOf(root)).toMatchObject({ state: 'failed', counts: { pending: 0, evaluating: 0 } });
  });

  it('keeps what it prints in the log of its trial, within the limit', async () => {
    const { yaml, root } = search(
      { max_evaluations_total: 1, incumbent: { log_limit: '100 kB' } },
      objective("for (let i = 0; i < 50_000; i++) { console.log('line', i, 'of many'); } return 1;"),
    );
    expect((await command(['run', yaml])).code).toBe(0);
    const log = readFileSync(join(root, 'results', 'config_1', 'log.txt'), 'utf8');
    expect(log).toContain('line 0 of many');
    expect(log.length).toBeLessThan(150_000);
  });

  it('is stopped now during an endless loop', async () => {
    const { yaml, root } = search({}, objective('for (;;) {}'));
    const run = command(['run', yaml]);
    await waitUntil(async () => (await statusOf(root).catch(() => null))?.counts.evaluating === 1);
    expect((await command(['stop', root, '--now'])).code).toBe(0);
    expect((await run).code).toBe(130);
    expect((await statusOf(root)).counts).toMatchObject({ pending: 1, evaluating: 0 });
  });

  it('runs into evaluation_timeout, which fails the trial', async () => {
    const { yaml, root } = search(
      { max_evaluations_total: 2, ignore_errors: true, incumbent: { evaluation_timeout: '5 s' } },
      objective("if (context.pipelineId === '1') { return new Promise(() => {}); } return 1;"),
    );
    expect((await command(['run', yaml])).code).toBe(0);
    expect((await trialsOf(root)).map(({ state, error }) => [state, error?.type])).toEqual([
      ['failed', 'Timeout'],
      ['success', undefined],
    ]);
  });
});

describe.skipIf(PYTHON_MISSING !== '')(`a Python pipeline${PYTHON_MISSING}`, () => {
  const python = (body: string) => ({ 'objective.py': `import sys\ndef objective(x):\n    ${body}\n` });
  const settings = { evaluate_pipeline: 'objective.py:objective', max_evaluations_total: 2 };

  it('is run by the interpreter that is shown', async () => {
    const { yaml, root } = search(settings, python("print('at', x); return x"));
    const { code, stderr } = await command(['run', yaml]);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/Python \d+\.\d+\.\d+: .*python/)]);
    expect(readFileSync(join(root, 'results', 'config_1', 'log.txt'), 'utf8')).toMatch(/^at 0\.\d+/m);
  });

  it("halts the run with the exception; the traceback is the trial's", async () => {
    const { yaml, root } = search(settings, python("raise ValueError('no good')"));
    const { code, stdout, stderr } = await command(['run', yaml]);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('ValueError: no good');
    expect(stdout + stderr).not.toContain('Traceback (most recent');
    expect(stderr).toMatch(/^Traceback: .*config_1.error\.yaml$/m);
    const [trial] = await trialsOf(root);
    expect(trial?.error?.traceback).toContain('objective.py');
  });

  it('says what could not be imported', async () => {
    const { yaml } = search(settings, {
      'objective.py': 'import nowhere_at_all\ndef objective(x):\n    return x\n',
    });
    const { code, stdout, stderr } = await command(['run', yaml]);
    expect([code, stdout + stderr]).toEqual([1, expect.stringContaining('nowhere_at_all')]);
  });
});

describe('a root that can not be used', () => {
  it('is refused with exit code 3 when it is some other directory', async () => {
    const { yaml, root } = search();
    mkdirSync(root);
    writeFileSync(join(root, 'thesis.tex'), 'mine');
    const { code, stderr } = await command(['run', yaml]);
    expect([code, stderr]).toEqual([3, expect.stringContaining('thesis.tex')]);
    expect(readdirSync(root)).toEqual(['thesis.tex']);
  });

  it('is refused with exit code 3 when it is a file', async () => {
    const { yaml, root } = search();
    writeFileSync(root, 'mine');
    expect((await command(['run', yaml])).code).toBe(3);
  });

  it('is refused with exit code 3 when it has a newer format', async () => {
    const { yaml, root } = search();
    await builtCommand(['run', yaml]);
    const record = join(root, '.incumbent', 'run.yaml');
    writeFileSync(record, readFileSync(record, 'utf8').replace('format: 1', 'format: 2'));
    for (const args of [
      ['run', yaml],
      ['resume', root],
      ['worker', root],
    ]) {
      const { code, stderr } = await builtCommand(args);
      expect([code, stderr]).toEqual([3, expect.stringContaining('format 2')]);
    }
  });

  it.skipIf(MOUNTS_MISSING !== '')(
    `is refused with exit code 4 on a read-only disk${MOUNTS_MISSING}`,
    async () => {
      const { yaml, folder } = search({ root_directory: 'disk/results' });
      const disk = mountTmpfs(join(folder, 'disk'), '1m');
      try {
        disk.remount('ro');
        const { code, stderr } = await command(['run', yaml]);
        expect([code, stderr]).toEqual([4, expect.stringMatching(/only be read/)]);
      } finally {
        disk.unmount();
      }
    },
  );

  it.skipIf(MOUNTS_MISSING !== '')(
    `loses nothing on a full disk, and goes on when there is room${MOUNTS_MISSING}`,
    async () => {
      const { yaml, folder, root } = search(
        { root_directory: 'disk/results', max_evaluations_total: 6 },
        {
          'objective.mjs': `import { writeFileSync } from 'node:fs';
export function objective({ x }, context) {
  if (context.pipelineId === '3') { try { writeFileSync(new URL('./disk/ballast', import.meta.url), Buffer.alloc(4_000_000)); } catch {} }
  return x;
}`,
        },
      );
      const disk = mountTmpfs(join(folder, 'disk'), '2m');
      try {
        const run = startCommand(['run', yaml]);
        await waitUntil(() => /disk is full/i.test(run.output.stderr));
        rmSync(join(folder, 'disk', 'ballast'), { force: true });
        const { code } = await run.finished;
        expect(code).toBe(0);
        expect((await trialsOf(join(folder, 'disk', 'results'))).map(({ state }) => state)).toEqual(
          Array(6).fill('success'),
        );
      } finally {
        disk.unmount();
      }
      expect(root).toContain('results');
    },
  );
});
