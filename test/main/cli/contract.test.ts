import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RunStatus, runStatusSchema } from '#core/contract/run/status.ts';
import { type Trial, trialSchema } from '#core/contract/run/trial.ts';
import {
  builtCommand,
  command,
  NOTING,
  startCommand,
  statusOf,
  trialsOf,
} from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const search = searchesOfThisFile();

describe('the command line', () => {
  it('refuses an unknown command with exit code 2 and names the nearest', async () => {
    const { code, stdout, stderr } = await builtCommand(['stauts', 'results']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('incumbent status');
  });

  it.each([
    ['a missing argument', ['run']],
    ['an unknown option', ['run', 'run.yaml', '--wokers', '2']],
    ['a value that is no number', ['run', 'run.yaml', '--workers', 'two']],
    ['no workers', ['run', 'run.yaml', '--workers', '0']],
    ['a setting without a value', ['run', 'run.yaml', '--set', 'seed']],
    ['an unknown format', ['trials', 'results', '--format', 'xml']],
    ['an unknown log level', ['status', 'results', '--log-level', 'loud']],
    ['too many arguments', ['status', 'results', 'more']],
    ['a file that is not there', ['run', 'nowhere.yaml']],
    ['a subcommand that is not there', ['trash', 'burn']],
  ])('ends with exit code 2 and an empty stdout for %s', async (_what, args) => {
    const { code, stdout, stderr } = await builtCommand(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('prints help and version with exit code 0', async () => {
    const help = await builtCommand(['--help']);
    expect(help.code).toBe(0);
    for (const name of [
      'open',
      'serve',
      'run',
      'worker',
      'status',
      'trials',
      'stop',
      'resume',
      'check',
      'report',
      'trash',
      'completion',
    ]) {
      expect(help.stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
    expect((await builtCommand(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await builtCommand(['run', '--help'])).stdout).toContain('--workers');
  });

  it('prints a refusal as the one JSON document with --json', async () => {
    const { code, stdout } = await builtCommand(['status', '/nowhere/at/all', '--json']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, error: { code: 'root-not-a-run' } });
  });
});

describe('incumbent status and trials', () => {
  it('agree with each other, with their schemas and with the files', async () => {
    const { yaml, root } = search();
    await command(['run', yaml, '--workers', '2']);
    const status = JSON.parse((await command(['status', root, '--json'])).stdout) as RunStatus;
    expect(runStatusSchema.safeParse(status).error).toBeUndefined();
    const lines = (await command(['trials', root, '--format', 'jsonl'])).stdout.trimEnd().split('\n');
    const trials = lines.map((line) => JSON.parse(line) as Trial);
    expect(trials.map((trial) => trialSchema.safeParse(trial).error)).toEqual(Array(4).fill(undefined));
    expect(status.counts.success).toBe(trials.length);
    const losses = trials.map(({ loss }) => Number(loss));
    expect(status.best?.loss).toBe(Math.min(...losses));
    const best = trials.find(({ trial }) => trial === status.best?.trial);
    expect(best?.config).toEqual(status.best?.config);
    for (const { trial, loss } of trials) {
      const result = readFileSync(join(root, 'results', `config_${trial}`, 'result.yaml'), 'utf8');
      expect(Number(/^loss: (\S+)$/m.exec(result)?.[1])).toBe(loss);
    }
    const trajectory = readFileSync(join(root, 'best_loss_trajectory.txt'), 'utf8').trimEnd().split('\n');
    expect(Number(trajectory.at(-1))).toBe(status.best?.loss);
    const csv = readFileSync(join(root, 'summary_csv', 'config_data.csv'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(csv).toHaveLength(1 + trials.length);
  });

  it('print what the files say of trials in every state, number by number', async () => {
    const objective = `export function objective({ x }, { pipelineId }) {
  if (pipelineId === '2') { throw new Error('no'); }
  return { loss: pipelineId === '3' ? Number.NaN : x, cost: 0.5, learning_curve: [x + 1, x], info_dict: { x } };
}
`;
    const settings = { max_evaluations_total: 3, ignore_errors: true };
    const { yaml, root } = search(settings, { 'objective.mjs': objective });
    await command(['run', yaml]);
    await command(['enqueue', root, 'x=0.5']);
    const status = JSON.parse((await command(['status', root, '--json'])).stdout);
    expect(status).toEqual(await statusOf(root));
    expect(status.counts).toMatchObject({ success: 2, failed: 1, pending: 1 });
    const lines = (await command(['trials', root, '--format', 'jsonl'])).stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(await trialsOf(root));
  });

  it('print tables, CSV and JSON', async () => {
    const { yaml, root } = search({ max_evaluations_total: 2 });
    await command(['run', yaml]);
    const table = (await command(['trials', root])).stdout.trimEnd().split('\n');
    expect(table[0]?.split(/\s+/)).toEqual(['trial', 'state', 'loss', 'cost', 'x']);
    expect(table).toHaveLength(3);
    const csv = (await command(['trials', root, '--format', 'csv'])).stdout.trimEnd().split('\n');
    expect(csv[0]).toMatch(/^trial,state,loss,cost,.*config\.x/);
    const json = JSON.parse((await command(['trials', root, '--format', 'json'])).stdout);
    expect(json).toEqual(await trialsOf(root));
    expect(Object.keys(json[0]).slice(0, 5)).toEqual(['trial', 'state', 'config', 'loss', 'cost']);
    expect((await command(['status', root])).stdout).toMatch(/Finished.*2 of 2 completed/s);
  });

  it('print one JSON document a line while they watch, until Ctrl-C', async () => {
    const { yaml, root, folder } = search({}, { 'objective.mjs': NOTING, hold: '' });
    const run = command(['run', yaml]);
    await waitUntil(async () => (await statusOf(root).catch(() => null))?.counts.evaluating === 1);
    const watch = startCommand(['status', root, '--json', '--watch']);
    await waitUntil(() => watch.output.stdout.includes('\n'));
    rmSync(join(folder, 'hold'));
    await run;
    await waitUntil(() => watch.output.stdout.includes('"state":"finished"'));
    watch.child.kill('SIGINT');
    const { code, stdout } = await watch.finished;
    expect(code).toBe(0);
    const states = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { state: string }).state);
    expect(states[0]).toBe('running');
    expect(states.at(-1)).toBe('finished');
  });

  it('refuse a directory that is no run with exit code 3 and write nothing into it', async () => {
    const { folder } = search();
    for (const name of ['status', 'trials', 'stop', 'resume', 'report', 'worker']) {
      const { code, stderr } = await builtCommand([name, folder]);
      expect([code, stderr]).toEqual([3, expect.stringContaining('Expected a run directory')]);
    }
    expect(existsSync(join(folder, '.incumbent'))).toBe(false);
  });
});

describe('incumbent worker', () => {
  it('is one more worker of a run, with a share and a pipeline of its own', async () => {
    const { yaml, root, folder } = search({ max_evaluations_total: 9 });
    await builtCommand(['run', yaml, '--set', 'max_evaluations_per_run=1']);
    mkdirSync(join(folder, 'elsewhere'));
    writeFileSync(
      join(folder, 'elsewhere', 'other.mjs'),
      'export const other = () => ({ loss: 7, info_dict: process.env.GIVEN });',
    );
    const { code, stdout } = await builtCommand(
      [
        'worker',
        root,
        '--max-evaluations',
        '2',
        '--pipeline',
        'other.mjs:other',
        '--cwd',
        '.',
        '--env',
        'GIVEN=here',
      ],
      { cwd: join(folder, 'elsewhere') },
    );
    expect([code, stdout]).toEqual([0, expect.stringContaining('max_evaluations_per_run')]);
    const trials = await trialsOf(root);
    expect(trials).toHaveLength(3);
    expect(trials.slice(1).map(({ loss, extra }) => [loss, extra])).toEqual([
      [7, 'here'],
      [7, 'here'],
    ]);
  });

  it('says what is missing on a machine that lacks the pipeline', async () => {
    const { yaml, root } = search({ max_evaluations_total: 9 });
    await command(['run', yaml, '--set', 'max_evaluations_per_run=1']);
    const { code, stdout, stderr } = await builtCommand(['worker', root, '--pipeline', 'nowhere.mjs:other']);
    expect([code, stdout + stderr]).toEqual([4, expect.stringContaining('nowhere.mjs')]);
    // What one machine lacks does not halt the others.
    expect((await statusOf(root)).state).toBe('stopped');
  });
});

describe('incumbent report', () => {
  it('writes the summary files again', async () => {
    const { yaml, root } = search({ post_run_summary: false });
    await command(['run', yaml]);
    expect(existsSync(join(root, 'summary_csv'))).toBe(false);
    const losses = join(root, 'all_losses_and_configs.txt');
    const before = readFileSync(losses, 'utf8');
    writeFileSync(losses, 'spoilt');
    const { code, stdout } = await command(['report', root]);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(5);
    expect(readFileSync(losses, 'utf8')).toBe(before);
    expect(existsSync(join(root, 'summary_csv', 'run_status.csv'))).toBe(true);
  });
});

describe('incumbent completion', () => {
  it('prints a script that bash understands', async () => {
    const { code, stdout } = await command(['completion', 'bash']);
    expect(code).toBe(0);
    const completed = execFileSync(
      'bash',
      ['-c', `${stdout}\nCOMP_WORDS=(incumbent sta); COMP_CWORD=1; _incumbent; echo "\${COMPREPLY[@]}"`],
      { encoding: 'utf8', cwd: '/' },
    );
    expect(completed.trim()).toBe('status');
  });

  it.each(['zsh', 'fish'])('prints one for %s and refuses other shells', async (shell) => {
    expect((await command(['completion', shell])).stdout).toContain('incumbent');
    expect((await command(['completion', 'cmd'])).code).toBe(2);
  });
});

describe('incumbent serve and open', () => {
  it('prints its one line with an address that answers, and ends on Ctrl-C', async () => {
    const { folder } = search();
    const serve = startCommand(['serve', '--no-open'], { env: { INCUMBENT_DATA: join(folder, 'data') } });
    await waitUntil(() => serve.output.stdout.includes('\n'));
    const [, url = ''] =
      /^Incumbent is at (http:\/\/127\.0\.0\.1:\d+\/\?token=\S+)\n$/.exec(serve.output.stdout) ?? [];
    const answer = await fetch(url, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    serve.child.kill('SIGINT');
    expect((await serve.finished).code).toBe(0);
  });

  it('ends with exit code 4 on a port that is in use', async () => {
    const { folder } = search();
    const env = { INCUMBENT_DATA: join(folder, 'data') };
    const first = startCommand(['serve', '--no-open'], { env });
    await waitUntil(() => first.output.stdout.includes('\n'));
    const port = /:(\d+)\//.exec(first.output.stdout)?.[1] ?? '';
    const second = await builtCommand(['serve', '--no-open', '--port', port], { env });
    expect([second.code, second.stderr]).toEqual([4, expect.stringContaining(port)]);
    first.child.kill('SIGTERM');
    expect((await first.finished).code).toBe(0);
  });

  it('opens the browser host where there can be no window, and says why', async () => {
    const { folder } = search();
    const open = startCommand(['open'], {
      env: { INCUMBENT_DATA: join(folder, 'data'), DISPLAY: undefined, WAYLAND_DISPLAY: undefined },
    });
    await waitUntil(() => open.output.stdout.includes('\n'));
    expect(open.output.stdout).toMatch(/^Incumbent is at http/);
    expect(open.output.stderr).toMatch(/no desktop window, because/);
    open.child.kill('SIGINT');
    expect((await open.finished).code).toBe(0);
  });
});
