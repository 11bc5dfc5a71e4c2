import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PipelineTestEvent } from '#core/contract/setup/pipeline.ts';
import { pipelineTestEvents } from '#core/engine/setup/pipeline-test-events.ts';
import { readRun } from '#core/launch/read/read-run.ts';
import { silentLogger } from '#core/platform/log.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) {
    removeFolder(folder);
  }
});

const SPACE =
  'pipeline_space:\n  lr: [0.0, 1.0]\n  epochs: {lower: 2, upper: 8, is_fidelity: true}\nmax_evaluations_total: 3\n';

async function events(pipeline: string, files: Readonly<Record<string, string>>, signal?: AbortSignal) {
  const text = `evaluate_pipeline: ${pipeline}\n${SPACE}`;
  const folder = folderWith(files);
  folders.push(folder);
  const source = { text, file: null, workingDirectory: folder, set: [], home: folder, env: process.env };
  return { folder, stream: pipelineTestEvents(await readRun(source), silentLogger, signal) };
}

async function all(stream: AsyncIterable<PipelineTestEvent>) {
  const seen: PipelineTestEvent[] = [];
  for await (const event of stream) {
    seen.push(event);
  }
  const output = seen.map((event) => (event.kind === 'output' ? event.text : '')).join('');
  return { seen, output, last: seen.at(-1) };
}

const PYTHON = `import time
def train(lr, epochs):
    print("é", epochs, flush=True)
    time.sleep(0.4)
    print("done")
    return {"loss": float("nan"), "cost": 2.0}
def fails(lr, epochs):
    raise ValueError("no data")
`;

describe('testing a pipeline once from a screen', () => {
  it('tells configuration, prints and result of a Python function, at the lowest fidelity', async () => {
    const { stream } = await events('train.py:train', { 'train.py': PYTHON });
    const { seen, output, last } = await all(stream);
    expect(seen[0]).toMatchObject({ seq: 1, kind: 'begun', config: { epochs: 2 } });
    expect(output).toBe('é 2\ndone\n');
    expect(last).toMatchObject({ kind: 'ended', loss: 'NaN', cost: 2, error: null });
    expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, index) => index + 1));
  });

  it('tells those of a JavaScript function, whose prints come while it runs', async () => {
    const { folder, stream } = await events('train.mjs:train', {
      'train.mjs': `import { existsSync } from 'node:fs';
        export async function train() {
          console.log('waiting');
          while (!existsSync('go')) await new Promise((resolve) => setTimeout(resolve, 20));
          return 0.5;
        }`,
    });
    const kinds: string[] = [];
    for await (const event of stream) {
      kinds.push(event.kind);
      if (event.kind === 'output') {
        writeFileSync(join(folder, 'go'), '');
      }
      if (event.kind === 'ended') {
        expect(event).toMatchObject({ loss: 0.5, cost: null, error: null });
      }
    }
    expect(kinds).toEqual(['begun', 'output', 'ended']);
  });

  it('tells an error with its traceback, of the function and of its import', async () => {
    const raised = await all((await events('train.py:fails', { 'train.py': PYTHON })).stream);
    expect(raised.last).toMatchObject({
      kind: 'ended',
      loss: null,
      error: { type: 'ValueError', message: 'no data', traceback: expect.stringContaining('in fails') },
    });
    const code = 'import nowhere_at_all\ndef train(lr, epochs): ...\n';
    const imported = await all((await events('train.py:train', { 'train.py': code })).stream);
    expect(imported.last).toMatchObject({
      seconds: null,
      error: { type: 'ModuleNotFoundError', traceback: expect.stringContaining('nowhere_at_all') },
    });
  });

  it('ends the evaluation with its process when nobody listens any more', async () => {
    const controller = new AbortController();
    const { folder, stream } = await events(
      'train.py:train',
      {
        'train.py': `import os, time
def train(lr, epochs):
    open("pid", "w").write(str(os.getpid()))
    print("here", flush=True)
    time.sleep(600)
`,
      },
      controller.signal,
    );
    for await (const event of stream) {
      if (event.kind === 'output') {
        controller.abort();
      }
      expect(event.kind).not.toBe('ended');
    }
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(existsSync(join(folder, 'results'))).toBe(false);
  });

  it('says what keeps a text from being started', async () => {
    const { stream } = await events('train.py:nothing', { 'train.py': PYTHON });
    const { seen } = await all(stream);
    expect(seen).toMatchObject([{ kind: 'ended', error: { message: expect.stringContaining('`nothing`') } }]);
  });
});
