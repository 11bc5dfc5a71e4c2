import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#core/platform/clock.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { READERS } from '#core/readers/registry.ts';
import { realRoot, runKey } from '#core/readers/run-key.ts';
import { readTextPiece } from '#core/readers/text-piece.ts';
import { runLayout } from '#core/state/layout.ts';
import { newRun, removeRun, writerOf } from './run-directory.ts';

let root = '';
let run: OpenedRun;

beforeEach(async () => {
  root = await newRun();
  writerOf(root, 'a').begin(1, 1);
  run = await READERS.open(root, { clock: systemClock });
});

afterEach(() => {
  removeRun(root);
});

describe('the logs of a run', () => {
  it('are those of its trials and workers', async () => {
    const files = runLayout(root).trial('1');
    mkdirSync(files.directory, { recursive: true });
    writeFileSync(files.log, 'trial');
    writeFileSync(runLayout(root).workerLog('w-1'), 'worker');
    const texts = await Promise.all(
      [run.trialLogFile('1'), run.workerLogFile('w-1')].map(async (file) => {
        return file === null ? null : (await readTextPiece({ file, root, offset: 0 })).text;
      }),
    );
    expect(texts).toEqual(['trial', 'worker']);
  });

  it.each(['2', '../1', '1/../../secret', '..', ''])('are none of a trial that does not exist: %s', (id) => {
    expect(run.trialLogFile(id)).toBeNull();
  });

  it.each(['../../run', 'a/b', 'a\\b', '', '.. '])(
    'are none of a worker with the name of a path: %s',
    (id) => {
      expect(run.workerLogFile(id)).toBeNull();
    },
  );
});

describe('the key of a run', () => {
  it('is one, whichever way the path is written', async () => {
    const link = join(root, '..', 'link');
    symlinkSync(root, link);
    const roots = await Promise.all([root, `${root}/`, join(root, '..', 'run'), link].map(realRoot));
    const keys = roots.map(runKey);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{10}$/);
  });
});
