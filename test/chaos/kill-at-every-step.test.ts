import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLayout } from '#core/state/layout.ts';
import { currentGeneration } from '#core/state/root/control.ts';
import { WRITE_STEPS } from '#core/state/write-steps.ts';
import { hasMiddle, type Moment } from './support/chaos-plan.ts';
import type { ChaosRun } from './support/chaos-run.ts';
import {
  DOCTOR,
  type Programs,
  SCENARIOS,
  type Scenario,
  SPOILT,
  START,
  WORKER,
} from './support/scenarios.ts';
import { sideBySide } from './support/side-by-side.ts';
import { CHAOS_SEED, createDice, IS_FULL, sampleOfItems, size } from './support/sizes.ts';
import { expectWhole, replayed } from './support/whole-run.ts';
import { type Bundles, bundlePrograms } from './support/worker-bundle.ts';

/** Kills of the short form. */
const SAMPLE = 12;
/** Workers that finish the run afterwards. */
const HEIRS = size(2, 1);
/** The later time. Up to it a scenario takes its steps equally often whenever it happens, except by a timer. */
const LATER = 3;
/** Steps of the heartbeat, whose first alone comes for certain: how many follow depends on how long a worker lives. */
const BY_TIMER = /^beat\./;
/** Runs at a time: most of their time they wait. */
const SIDE_BY_SIDE = 3;

let bundles: Bundles;
const programs: Programs = (name) => bundles.program(name);

beforeAll(async () => {
  bundles = await bundlePrograms(WORKER, START, DOCTOR);
});
afterAll(() => bundles.remove());

/** Step and kind of call, in the order in which a scenario takes them, with how often it does. */
type Taken = ReadonlyMap<string, { readonly kind: string; readonly times: number }>;

async function withRun<T>(scenario: Scenario, act: (run: ChaosRun) => Promise<T>): Promise<T> {
  const run = await scenario.make(programs);
  try {
    return await act(run);
  } finally {
    run.remove();
  }
}

function begin(run: ChaosRun, { victim, refusals }: Scenario, plan: Parameters<ChaosRun['start']>[1]) {
  switch (victim) {
    case 'worker':
      return run.start(programs(WORKER), { refusals, ...plan });
    case 'doctor':
      return run.mend(programs(DOCTOR), { refusals, ...plan });
    default:
      return run.prepare(programs(START), victim, { refusals, ...plan });
  }
}

/** What others do afterwards: they end by themselves, and the run is whole. */
async function finish(run: ChaosRun, { victim }: Scenario): Promise<void> {
  if (victim === 'continue' || victim === 'overwrite') {
    expect(await run.prepare(programs(START), victim).ended()).toBe(0);
  }
  // A trial that fails halts the run: somebody resumes it then.
  for (let launches = 0; launches < 3 && completed(run) < run.budget; launches += 1) {
    const generation = await currentGeneration(run.root);
    const heirs = Array.from({ length: HEIRS }, () => run.start(programs(WORKER), {}, { generation }));
    await Promise.all(heirs.map((heir) => heir.ended()));
  }
  const generation = await currentGeneration(run.root);
  const mending = run.start(programs(WORKER), {}, { generation });
  expect(await mending.ended(), mending.output()).toBe(0);
  await expectWhole(run);
  if (victim === 'overwrite') {
    expectOldRunInTrash(run);
  }
  if (victim === 'doctor') {
    expectSpoiltKept(run);
  }
}

function completed({ root }: ChaosRun): number {
  return existsSync(runLayout(root).record) ? replayed(root).evaluations.completed : 0;
}

/** What was overwritten can be restored, whole. */
function expectOldRunInTrash({ root, budget }: ChaosRun): void {
  const trash = join(dirname(root), '.incumbent-trash');
  const kept = readdirSync(trash).filter((name) => !name.startsWith('.'));
  const evaluations = kept.map((name) => replayed(join(trash, name)).evaluations.completed);
  expect(Math.max(...evaluations)).toBe(budget);
}

/** What the doctor took out of the run is kept, every byte. */
function expectSpoiltKept({ root }: ChaosRun): void {
  const { leftOut } = runLayout(root);
  const kept = readdirSync(leftOut, { withFileTypes: true });
  const lines = kept
    .filter((entry) => entry.isFile())
    .map(({ name }) => readFileSync(join(leftOut, name), 'utf8'));
  expect(lines).toContain(SPOILT.line);
  expect(kept.some((entry) => entry.isDirectory() && entry.name === `config_${SPOILT.trial}`)).toBe(true);
}

/** Lets a scenario happen without a kill. */
async function record(scenario: Scenario): Promise<Taken> {
  return withRun(scenario, async (run) => {
    const steps = join(dirname(run.root), 'steps');
    await begin(run, scenario, { steps }).ended();
    if (IS_FULL) {
      await finish(run, scenario);
    }
    const taken = new Map<string, { kind: string; times: number }>();
    for (const line of readFileSync(steps, 'utf8').trimEnd().split('\n')) {
      const [step = '', kind = ''] = line.split(' ');
      taken.set(step, { kind, times: (taken.get(step)?.times ?? 0) + 1 });
    }
    return taken;
  });
}

type Kill = {
  readonly scenario: Scenario;
  readonly step: string;
  readonly moment: Moment;
  readonly nth: number;
};

/** Each step in the first scenario that takes it: the first time, and a later one where there are several. */
function killsOf(scenario: Scenario, taken: Taken, seen: Set<string>): readonly Kill[] {
  return [...taken]
    .filter(([step]) => !seen.has(step) && seen.add(step))
    .flatMap(([step, { kind, times }]) => {
      const moments: readonly Moment[] = hasMiddle(kind)
        ? ['before', 'within', 'after']
        : ['before', 'after'];
      const turns = times > 1 && !BY_TIMER.test(step) ? [1, Math.min(times, LATER)] : [1];
      return turns.flatMap((nth) => moments.map((moment) => ({ scenario, step, moment, nth })));
    });
}

async function killAndFinish({ scenario, step, moment, nth }: Kill): Promise<void> {
  await withRun(scenario, async (run) => {
    const victim = begin(run, scenario, { strike: { step, moment, nth, signal: 'SIGKILL' } });
    expect(await victim.ended(), victim.output()).toBe('SIGKILL');
    await finish(run, scenario);
  });
}

async function inWords(kill: Kill, act: () => Promise<void>): Promise<string[]> {
  try {
    await act();
    return [];
  } catch (thrown) {
    const { scenario, step, moment, nth } = kill;
    return [`${scenario.name}, killed ${moment} ${step}, time ${nth}: ${thrown}`];
  }
}

describe(`a worker that is killed while it writes (seed ${CHAOS_SEED})`, () => {
  const kills: Kill[] = [];

  it('takes every step of the list in one of the scenarios', async () => {
    const seen = new Set<string>();
    const taken = await sideBySide(SIDE_BY_SIDE, SCENARIOS, record);
    for (const [index, scenario] of SCENARIOS.entries()) {
      kills.push(...killsOf(scenario, taken[index] ?? new Map(), seen));
    }
    expect(WRITE_STEPS.filter((step) => !seen.has(step))).toEqual([]);
    expect([...seen].filter((step) => !WRITE_STEPS.includes(step))).toEqual([]);
  }, 1_800_000);

  const extent = IS_FULL ? 'before, within and after each of them' : `at a sample of ${SAMPLE} of them`;
  it(`loses nothing, ${extent}`, async () => {
    expect(kills.length).toBeGreaterThan(2 * WRITE_STEPS.length);
    const chosen = IS_FULL ? kills : sampleOfItems(kills, SAMPLE, createDice());
    const failures = await sideBySide(SIDE_BY_SIDE, chosen, (kill) =>
      inWords(kill, () => killAndFinish(kill)),
    );
    expect(failures.flat()).toEqual([]);
  }, 2_400_000);
});
