import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Launch } from '#core/contract/run/run-view.ts';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import { changedPipeline, pipelineCode } from '#core/launch/read/pipeline-code.ts';
import { recordOf } from '#test/core/state/run-fixture.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

let folder = '';
afterEach(() => removeFolder(folder));

const COMMAND: Pipeline = { kind: 'command', command: ['./train.sh', '{x}'], written: './train.sh {x}' };

function python(file: string): Pipeline {
  return { kind: 'python', file, function: 'run', written: 'train.py:run' };
}

describe('the code of a pipeline', () => {
  it('is known of a file and of a module below the working directory, by its bytes', async () => {
    folder = folderWith({ 'train.py': 'a', 'package/train.py': 'a' });
    const file = join(folder, 'train.py');
    const module = { kind: 'python-module', module: 'package.train', function: 'run', written: '' } as const;
    const before = await pipelineCode(python(file), folder);
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(await pipelineCode(module, folder)).toBe(before);
    writeFileSync(file, 'b');
    expect(await pipelineCode(python(file), folder)).not.toBe(before);
  });

  it('is not known of commands and of what is not there', async () => {
    folder = folderWith({});
    expect(await pipelineCode(COMMAND, folder)).toBeNull();
    expect(await pipelineCode(python(join(folder, 'gone.py')), folder)).toBeNull();
  });
});

describe('a changed pipeline', () => {
  const launch = (code: string | null): Launch => ({
    at: '2026-01-31T12:00:00.000Z',
    host: 'here',
    by: 'a test',
    version: '0',
    workers: 1,
    set: [],
    file: null,
    yaml: '',
    ...(code === null ? {} : { code }),
  });
  const record = (pipeline: Pipeline, ...codes: readonly (string | null)[]) => {
    const base = recordOf();
    const settings = { ...base.settings, evaluate_pipeline: pipeline };
    return { ...base, settings, launches: codes.map(launch) };
  };

  it('is told by its name', () => {
    expect(changedPipeline(record(python('/a.py')), { pipeline: COMMAND, code: null })).toMatch(
      /^The run was evaluated with \/a\.py:run before, now with \.\/train\.sh \{x\}\./,
    );
  });

  it('is told by the code of the last launch that has some', () => {
    const stored = record(python('/a.py'), 'old', 'new', null);
    expect(changedPipeline(stored, { pipeline: python('/a.py'), code: 'new' })).toBeNull();
    expect(changedPipeline(stored, { pipeline: python('/a.py'), code: 'newer' })).toContain(
      'The code of /a.py:run has changed since the launch of 2026-01-31T12:00:00.000Z',
    );
  });

  it('is not told where nothing is known of either', () => {
    expect(changedPipeline(record(COMMAND, null), { pipeline: COMMAND, code: null })).toBeNull();
    expect(changedPipeline(record(COMMAND, 'a'), { pipeline: COMMAND, code: null })).toBeNull();
  });
});
