import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SearchSpace } from '#core/contract/space.ts';
import type { PipelineHostOptions } from '#core/pipeline/pipeline.ts';
import { pidsIn, waitUntilGone } from './processes.ts';
import { type Bench, openBench } from './support.ts';

const numerical = { log: false, prior: null, prior_confidence: null, is_fidelity: false };
const SPACE: SearchSpace = [
  { kind: 'float', name: 'lr', lower: 0, upper: 10, ...numerical },
  { kind: 'integer', name: 'width', lower: 1, upper: 10, ...numerical },
];
const CONFIG = { lr: 8, width: 8 };

describe('a command', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(SPACE);
  });
  afterEach(() => bench.close());

  const host = (command: readonly string[], options: Partial<PipelineHostOptions> = {}) =>
    bench.host({ kind: 'command', command: [...command], written: command.join(' ') }, options);
  const shell = (script: string, ...args: string[]) =>
    bench.evaluate(host(['sh', '-c', script, 'sh', ...args]), CONFIG);
  const messageOf = async (script: string) => {
    const outcome = await shell(script);
    return outcome.kind === 'error' ? outcome.error.message : '';
  };

  test('receives parameters in its arguments, with the kinds of their numbers; other braces stay', async () => {
    await shell(
      'printf "%s|" "$@"; echo; echo 1',
      '--lr={lr}',
      '{width}',
      '{pipeline_id}',
      '{print $1}',
      '{other}',
    );
    expect(await bench.log()).toBe('--lr=8.0|8|7|{print $1}|{other}|\n1\n');
  });

  test('receives the configuration as JSON in its environment and in a file', async () => {
    await shell(
      'echo "$INCUMBENT_CONFIG"; cat "$INCUMBENT_CONFIG_FILE"; echo "$INCUMBENT_PIPELINE_DIRECTORY"; echo 1',
    );
    expect(await bench.log()).toBe(`{"lr":8.0,"width":8}\n{"lr":8.0,"width":8}\n${bench.folder}\n1\n`);
  });

  test.each([
    ['0.25', { loss: 0.25 }],
    [
      '{"loss": 0.5, "cost": 2, "learning_curve": [1, NaN]}',
      { loss: 0.5, cost: 2, learningCurve: [1, Number.NaN] },
    ],
    ['{"loss": NaN, "note": "NaN in text"}', { loss: Number.NaN, extra: { note: 'NaN in text' } }],
    ['nan', { loss: Number.NaN }],
    ['-inf', { loss: Number.NEGATIVE_INFINITY }],
    ['{"loss": 1}\ndone in 3 s\n{not json', { loss: 1 }],
    ['1\n2\nepoch 3', { loss: 2 }],
  ])('reports by the last JSON line on stdout: %j', async (output, expected) => {
    await writeFile(join(bench.folder, 'output'), `${output}\n`);
    expect(await shell(`cat "${bench.folder}/output"`)).toMatchObject({ kind: 'result', ...expected });
  });

  test('reports by a result file that it writes, which goes before stdout', async () => {
    const json = await shell('echo 9; echo \'{"loss": 1}\' > "$INCUMBENT_PIPELINE_DIRECTORY/result.json"');
    expect(json).toMatchObject({ kind: 'result', loss: 1 });
    const yaml = 'echo 9; printf "loss: 1e-3\\ncost: .5\\n" > "$INCUMBENT_PIPELINE_DIRECTORY/result.yaml"';
    expect(await shell(yaml)).toMatchObject({ kind: 'result', loss: 0.001, cost: 0.5 });
  });

  test('does not report by a result file that was there before', async () => {
    await writeFile(join(bench.folder, 'result.yaml'), 'loss: 77\n');
    expect(await shell('echo 1')).toMatchObject({ kind: 'result', loss: 1 });
    expect(await messageOf('echo nothing')).toContain('it reported none');
    expect(await shell('echo "loss: 77" > "$INCUMBENT_PIPELINE_DIRECTORY/result.yaml"')).toMatchObject({
      loss: 77,
    });
  });

  test('that reports no result is told where one may be', async () => {
    expect(await messageOf('true')).toMatch(
      /no JSON line on stdout, no result\.json or result\.yaml in .*Print one line/,
    );
    expect(await messageOf('echo \'{"accuracy": 1}\'')).toContain('an object with `accuracy`');
    expect(await messageOf('echo "{" > "$INCUMBENT_PIPELINE_DIRECTORY/result.json"')).toContain(
      'must be readable',
    );
    await writeFile(join(bench.folder, 'deep'), `loss: ${'['.repeat(100_000)}`);
    const deep = `mv "${bench.folder}/deep" "$INCUMBENT_PIPELINE_DIRECTORY/result.yaml"`;
    expect(await messageOf(deep)).toMatch(/must be readable.*levels of nesting/);
  });

  test('fails by its exit code, with the end of stderr as message', async () => {
    const outcome = await shell('echo on stdout; echo "no GPU" >&2; exit 3');
    expect(outcome).toMatchObject({
      kind: 'error',
      error: {
        type: 'Exit',
        message: 'The command must end with exit code 0, but it ended with exit code 3: no GPU',
        traceback: expect.stringContaining('on stdout'),
      },
    });
    expect(await messageOf('kill -SEGV $$')).toContain('SIGSEGV');
  });

  test('that cannot be started is refused at the start, and fails its evaluation', async () => {
    await expect(host(['no-such-program']).start()).rejects.toMatchObject({
      code: 'process-failed',
      message: expect.stringContaining('`no-such-program` was not found'),
    });
    expect(await bench.evaluate(host(['no-such-program']), CONFIG)).toMatchObject({
      kind: 'error',
      error: { type: 'Exit', message: expect.stringContaining('could not be started') },
    });
    await host(['sh', '-c', 'true']).start();
  });

  test('may name its own streams, as scripts do', async () => {
    const outcome = await shell(
      'set -e; echo one > /dev/stderr; echo two | tee /dev/stderr; echo 1 > /dev/stdout',
    );
    expect(outcome).toMatchObject({ kind: 'result', loss: 1 });
    expect((await bench.log()).split('\n').sort()).toEqual(['', '1', 'one', 'two', 'two']);
  });

  test('is found relative to the working directory', async () => {
    const script = join(bench.folder, 'train.sh');
    await writeFile(script, '#!/bin/sh\necho "$1"\n', { mode: 0o755 });
    const relative = host(['./train.sh', '{lr}'], { workingDirectory: bench.folder });
    await relative.start();
    expect(await bench.evaluate(relative, CONFIG)).toMatchObject({ kind: 'result', loss: 8 });
  });

  test('is interrupted and runs into evaluation_timeout with all of its processes', async () => {
    const hang = 'trap "" TERM; sleep 600 & echo "$$ $!" > "$0.part"; mv "$0.part" "$0"; sleep 600';
    const first = join(bench.folder, 'first');
    const patient = host(['sh', '-c', hang, first]);
    const running = bench.evaluate(patient, CONFIG);
    const pids = await pidsIn(first);
    patient.interrupt();
    expect(await running).toEqual({ kind: 'interrupted' });
    await waitUntilGone(pids);

    const atOnce = bench.evaluate(patient, CONFIG);
    patient.interrupt();
    expect(await atOnce).toEqual({ kind: 'interrupted' });

    const second = join(bench.folder, 'second');
    const limited = host(['sh', '-c', hang, second], { timeoutSeconds: 5 });
    const late = bench.evaluate(limited, CONFIG);
    const latePids = await pidsIn(second);
    expect(await late).toMatchObject({ kind: 'error', error: { type: 'Timeout' } });
    await waitUntilGone(latePids);
  });

  test('may leave a process behind that holds its output', async () => {
    const outcome = await shell('sleep 600 & echo "$!" > "$INCUMBENT_PIPELINE_DIRECTORY/left"; echo 1');
    expect(outcome).toMatchObject({ kind: 'result', loss: 1 });
    process.kill(Number(await readFile(join(bench.folder, 'left'), 'utf8')), 'SIGKILL');
  });
});
