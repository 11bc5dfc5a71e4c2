import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeReport } from '#core/engine/runs/write-report.ts';
import { readScalars } from '#core/readers/event-files/read-scalars.ts';
import { runLayout } from '#core/state/layout.ts';
import { objective, tableOfThisFile } from '#test/core/settings-table/table.ts';
import { TENSORBOARD_MISSING, viewWithTensorBoard } from '#test/support/tensorboard.ts';

const table = tableOfThisFile();

/** Losses 4, 2, none, 3, 1 by the number of the trial. */
const FILES = objective(`
  const losses = { 1: 4, 2: 2, 4: 3, 5: 1 };
  const loss = losses[context.pipelineId];
  if (loss === undefined) { throw new Error('no'); }
  return { loss, cost: 0.5, learning_curve: [loss + 1, loss] };
`);
const SETTINGS = {
  pipeline_space: {
    x: { lower: 0.0, upper: 1.0 },
    kind: ['sgd', 'adam'],
    flag: [true, false],
    mixed: ['no', 3],
    fixed: 7,
  },
  max_evaluations_total: 5,
  ignore_errors: true,
  seed: 3,
  incumbent: { tensorboard: true },
};

/** Without the numbers that the seed drew. */
async function written() {
  const { run, root, ...rest } = table({ settings: SETTINGS, files: FILES });
  const { trials } = await run();
  return { root, trials, ...rest };
}

describe(`the event files of a run${TENSORBOARD_MISSING}`, () => {
  it.skipIf(TENSORBOARD_MISSING)(
    'are what TensorBoard itself reads: results, curves, incumbents, parameters',
    async () => {
      const { root, trials } = await written();
      const view = viewWithTensorBoard(root);
      const ofTrial = (loss: number, number: number) => ({
        'result/learning_curve': [
          [1, loss + 1],
          [2, loss],
        ],
        'result/loss': [[number, loss]],
        'result/cost': [[number, 0.5]],
      });
      const { summary_tb: incumbents, ...rest } = view.scalars;
      expect(rest).toEqual({
        'results/config_1/tb': ofTrial(4, 1),
        'results/config_2/tb': ofTrial(2, 2),
        'results/config_3/tb': {},
        'results/config_4/tb': ofTrial(3, 4),
        'results/config_5/tb': ofTrial(1, 5),
      });
      expect(incumbents?.['incumbent/loss']).toEqual([
        [1, 4],
        [2, 2],
        [5, 1],
      ]);
      expect(incumbents?.['incumbent/x']).toEqual(
        [1, 2, 5].map((step) => [step, Math.fround(Number(trials[step - 1]?.config.x))]),
      );
      expect(view.experiment).toEqual({
        name: 'results',
        parameters: [
          ['x', 3],
          ['kind', 1],
          ['flag', 2],
          ['mixed', 1],
        ],
        metrics: ['result/loss', 'result/cost'],
      });
      expect(view.sessions).toEqual(
        trials.map(({ trial, config: { x, kind, flag, mixed }, state }) => ({
          run: `results/config_${trial}/tb`,
          parameters: { x, kind, flag, mixed: String(mixed) },
          status: state === 'success' ? 'STATUS_SUCCESS' : 'STATUS_FAILURE',
        })),
      );
    },
  );
});

describe('event files', () => {
  it('are written again by the report, byte by byte as they were', async () => {
    const { root } = await written();
    const { incumbentEvents, ...layout } = runLayout(root);
    const files = [incumbentEvents, ...[1, 2, 4, 5].map((id) => layout.trial(String(id)).events)];
    const before = files.map((file) => readFileSync(file));
    writeFileSync(incumbentEvents, 'something else');
    rmSync(layout.trial('2').tensorboard, { recursive: true });
    await writeReport(root);
    expect(files.map((file, index) => readFileSync(file).equals(before[index] ?? Buffer.of()))).toEqual(
      files.map(() => true),
    );
  });

  it('of a run without the setting are written by `report --tensorboard` alone', async () => {
    const { run, root } = table({ settings: { ...SETTINGS, incumbent: {} }, files: FILES });
    await run();
    await writeReport(root);
    expect(existsSync(runLayout(root).tensorboard)).toBe(false);
    expect(await writeReport(root, { tensorboard: true })).toContain(runLayout(root).incumbentEvents);
    expect((await readScalars(runLayout(root).tensorboard)).series[0]).toEqual({
      name: 'incumbent/loss',
      points: [
        [1, 4],
        [2, 2],
        [5, 1],
      ],
    });
  });

  it('whose writer was killed half-way are continued by the next', async () => {
    const { root } = await written();
    const { incumbentEvents, tensorboard } = runLayout(root);
    const whole = readFileSync(incumbentEvents);
    truncateSync(incumbentEvents, whole.length - 5);
    expect((await readScalars(tensorboard)).series.map(({ points }) => points.length)).toContain(2);
    await writeReport(root);
    expect(readFileSync(incumbentEvents).equals(whole)).toBe(true);
  });

  it('of the pipeline stay beside ours', async () => {
    const files = objective(`
      const { mkdirSync, writeFileSync } = await import('node:fs');
      mkdirSync(context.pipelineDirectory + '/tb', { recursive: true });
      writeFileSync(context.pipelineDirectory + '/tb/events.out.tfevents.1700000000.own', '');
      return x;
    `);
    const { run, root } = table({ settings: { ...SETTINGS, max_evaluations_total: 1 }, files });
    await run();
    const { tensorboard, events } = runLayout(root).trial('1');
    expect([join(tensorboard, 'events.out.tfevents.1700000000.own'), events].map(existsSync)).toEqual([
      true,
      true,
    ]);
  });
});
