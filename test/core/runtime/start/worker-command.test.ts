import { describe, expect, it } from 'vitest';
import { IncumbentError } from '#core/contract/errors.ts';
import { failedHandshake, parseHandshake } from '#core/runtime/start/handshake.ts';
import {
  parseWorkerCommand,
  type WorkerCommand,
  workerArguments,
} from '#core/runtime/start/worker-command.ts';
import { exitCodeOf } from '#core/runtime/worker-exit.ts';

const COMMAND: WorkerCommand = {
  root: '/runs/a search',
  worker: 'host-1',
  generation: 3,
  logLevel: 'debug',
  version: '1.2.3',
  interpreter: { path: '/opt/python', version: '3.12.1', source: 'the setting "python"' },
  maxEvaluations: 5,
  pipeline: './f.py:g',
  workingDirectory: '/work',
  dealt: { CUDA_VISIBLE_DEVICES: '0,1' },
};

describe('the command of a worker process', () => {
  it('reads what it writes', () => {
    const { dealt: _dealt, ...rest } = COMMAND;
    const bare = {
      ...rest,
      interpreter: null,
      maxEvaluations: null,
      pipeline: null,
      workingDirectory: null,
    };
    for (const command of [COMMAND, bare]) {
      expect(parseWorkerCommand(workerArguments(command))).toEqual({ ...command, handshake: true });
    }
  });

  it.each([[[]], [['/root']], [['/root', '--worker', 'a', '--log-level', 'loud']], [['--unknown']]])(
    'refuses %j with a sentence',
    (args) => {
      expect(() => parseWorkerCommand(args)).toThrow(IncumbentError);
    },
  );
});

describe('the handshake of a worker', () => {
  it('is whole when its line is', () => {
    const text = `${JSON.stringify({ kind: 'registered' })}\n`;
    expect(parseHandshake(text.slice(0, 5))).toBeNull();
    expect(parseHandshake(text)).toEqual({ kind: 'registered' });
  });

  it('carries why a worker can not begin', () => {
    const refused = failedHandshake(new IncumbentError('root-not-a-run', 'No run', { root: '/r' }));
    expect(refused).toEqual({
      kind: 'failed',
      error: { code: 'root-not-a-run', message: 'No run', details: { root: '/r' } },
    });
    expect(failedHandshake(new TypeError('oops'))).toMatchObject({ error: { code: 'internal' } });
  });
});

describe('the exit code of a worker', () => {
  it.each([
    ['evaluations', 0],
    ['evaluations-per-run', 0],
    ['cost', 0],
    ['duration', 0],
    ['exhausted', 0],
    ['error', 1],
    ['root-replaced', 3],
    ['system', 4],
    ['stopped', 130],
  ] as const)('is for %s %i', (reason, code) => {
    expect(exitCodeOf(reason)).toBe(code);
  });
});
