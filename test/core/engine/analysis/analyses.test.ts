import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { AnalysisEvent, AnalysisQuestion } from '#core/contract/analysis/analysis.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { createAnalyses } from '#core/engine/analysis/analyses.ts';
import { float, sampled } from '#test/core/analysis/samples.ts';
import { success } from '#test/core/analysis/trials.ts';

const ENTRY = fileURLToPath(new URL('../../../../dist/main/analysis-thread.mjs', import.meta.url));
const SPACE = Array.from({ length: 8 }, (_, index) => float(`x${index}`));

type Run = Parameters<ReturnType<typeof createAnalyses>['ask']>[0];

function runOf(trials: readonly Trial[]): Run {
  const facts = {
    name: 'run',
    root: '/runs/run',
    space_inferred: false,
    space: [...SPACE],
    optimizer: null,
    settings: null,
    read_only_because: null,
  };
  return { root: '/runs/run', trials: () => trials, facts: () => facts as ReturnType<Run['facts']> };
}

function question(want: AnalysisQuestion['want']): AnalysisQuestion {
  return { fidelity: 'auto', objective: 0, moment: null, want };
}

const FANOVA = question({ kind: 'importance', method: 'fanova' });

async function eventsOf(events: AsyncIterable<AnalysisEvent>): Promise<AnalysisEvent[]> {
  const all: AnalysisEvent[] = [];
  for await (const event of events) {
    all.push(event);
  }
  return all;
}

describe('an analysis', () => {
  const trials = sampled(SPACE, 1_500, (config) => Number(config.x0) + 0.2 * Number(config.x1));

  test('tells its progress, then the result, numbered one after the other', async () => {
    const events = await eventsOf(createAnalyses(ENTRY).ask(runOf(trials), FANOVA));
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.slice(0, -1).every(({ kind }) => kind === 'progress')).toBe(true);
    const result = events.at(-1);
    expect(result).toMatchObject({
      kind: 'result',
      basis: { trials: 1_500, used: 1_500 },
      answer: { kind: 'importance' },
    });
    expect(
      result?.kind === 'result' && result.answer.kind === 'importance' && result.answer.rows[0]?.parameter,
    ).toBe('x0');
  });

  test('is kept until the trials change', async () => {
    const analyses = createAnalyses(ENTRY);
    const first = await eventsOf(analyses.ask(runOf(trials), FANOVA));
    const again = await eventsOf(analyses.ask(runOf(trials), FANOVA));
    expect(again).toHaveLength(1);
    expect(again[0]).toMatchObject({ kind: 'result', answer: { kind: 'importance' } });
    expect(again[0]).toEqual({ ...first.at(-1), seq: 1 });
    const more = [...trials, success(9_999, 0, 90_000, { config: trials[0]?.config ?? {} })];
    const changed = await eventsOf(analyses.ask(runOf(more), FANOVA));
    expect(changed.at(-1)).toMatchObject({ basis: { trials: 1_501 } });
  });

  test('ends with its thread when whoever asked breaks off, and the next one has its turn', async () => {
    const analyses = createAnalyses(ENTRY);
    const many = sampled(SPACE, 4_000, (config) => Number(config.x0));
    const controller = new AbortController();
    const events: AnalysisEvent[] = [];
    for await (const event of analyses.ask(runOf(many), FANOVA, controller.signal)) {
      events.push(event);
      controller.abort();
    }
    expect(events.every(({ kind }) => kind === 'progress')).toBe(true);
    const next = await eventsOf(analyses.ask(runOf(trials), question({ kind: 'summary' })));
    expect(next.at(-1)).toMatchObject({ kind: 'result', answer: { kind: 'summary' } });
  });

  test('says of a thread that cannot run what went wrong', async () => {
    const analyses = createAnalyses('/nowhere/analysis-thread.mjs');
    await expect(eventsOf(analyses.ask(runOf(trials), FANOVA))).rejects.toThrow(
      /The analysis failed: .*nowhere/,
    );
  });

  test('of a run without trials says how many it needs', async () => {
    const events = await eventsOf(createAnalyses(ENTRY).ask(runOf([]), question({ kind: 'summary' })));
    expect(events.at(-1)).toMatchObject({
      kind: 'result',
      basis: { used: 0, needed: 10 },
      answer: { kind: 'nothing', because: 'few-trials' },
    });
  });
});
