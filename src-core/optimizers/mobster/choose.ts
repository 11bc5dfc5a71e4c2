import type { Trial } from '#core/contract/trial.ts';
import type { RungTable } from '#core/optimizers/brackets/rung-table.ts';
import { createRng } from '#core/space/rng.ts';
import { encodeNumber } from '#core/space/unit-cube.ts';
import { maximiseAcquisition } from '#core/surrogates/maximise.ts';
import { encodeConfig, type ModelSpace, type Point } from '#core/surrogates/model-space.ts';
import { type FidelityEvidence, OVERHEAD } from './evidence.ts';
import { type FidelityModel, improvement, knowledge } from './model.ts';

/** Share of the fidelity spent that goes to the highest rung. */
const SHARE_OF_TOP = 0.5;
/** Trials that are looked at for a promotion. */
const CONSIDERED = 16;

/** What to evaluate next: a new configuration, or the trial that goes on. */
export type Choice = { readonly point: Point; readonly rung: number; readonly from: Trial | null };

type Scored = Choice & { readonly score: number };

/** The same configuration at another rung. */
export function atRung(space: ModelSpace, table: RungTable, point: Point, rung: number): Point {
  const axis = space.fidelityAxis ?? point.length - 1;
  const parameter = space.axes[axis]?.parameter;
  const moved = point.slice();
  if (parameter !== undefined && 'lower' in parameter) {
    moved[axis] = encodeNumber(parameter, table.fidelities[rung] ?? parameter.upper);
  }
  return moved;
}

type Situation = {
  readonly model: FidelityModel;
  readonly table: RungTable;
  readonly evidence: FidelityEvidence;
  readonly isTaken: (point: Point) => boolean;
};

type Paused = { readonly from: Trial; readonly point: Point; readonly mean: number };

function promising({ model, table, evidence }: Situation): readonly Paused[] {
  return evidence.paused
    .map((from) => {
      const point = atRung(model.space, table, encodeConfig(model.space, from.config), table.top);
      return { from, point, mean: model.process.predict(point).mean };
    })
    .sort((a, b) => a.mean - b.mean)
    .slice(0, CONSIDERED);
}

/** Means at the highest fidelity of the configurations that were evaluated there. */
function meansAtTop({ model, table, evidence }: Situation): readonly number[] {
  const tops = evidence.observed.filter(({ trial }) => (trial.rung ?? table.top) === table.top);
  const pending = evidence.pending.filter((point) => {
    const axis = model.space.fidelityAxis ?? 0;
    return point[axis] === atRung(model.space, table, point, table.top)[axis];
  });
  return [...tops.map(({ point }) => point), ...pending].map((point) => model.process.predict(point).mean);
}

function newPoint(
  { model, table, evidence, isTaken }: Situation,
  best: number,
  around: readonly Point[],
): Point | null {
  const anchor = around[0] ?? null;
  const top = anchor === null ? 1 : (atRung(model.space, table, anchor, table.top).at(-1) ?? 1);
  return maximiseAcquisition(model.space, improvement(model, best), {
    rng: createRng(evidence.observed.length + evidence.failed.length + evidence.pending.length, 0),
    around,
    isTaken,
    fidelity: top,
  });
}

export function choose(situation: Situation): Choice | null {
  const { model, table, evidence } = situation;
  const { fidelities, top } = table;
  const paused = promising(situation);
  const means = meansAtTop(situation);
  const total = evidence.spent.reduce((sum, spent) => sum + spent, 0);
  const isTopTurn = top === 0 || (evidence.spent[top] ?? 0) < SHARE_OF_TOP * total;
  const bestOfAll = Math.min(...means, ...paused.map(({ mean }) => mean));
  const best = isTopTurn && means.length > 0 ? Math.min(...means) : bestOfAll;
  const around = [
    ...paused.map(({ point, mean }) => ({ point, mean })),
    ...evidence.observed
      .filter(({ trial }) => (trial.rung ?? top) === top)
      .map(({ point }) => ({ point, mean: model.process.predict(point).mean })),
  ]
    .sort((a, b) => a.mean - b.mean)
    .slice(0, 5)
    .map(({ point }) => point);
  const fresh = newPoint(situation, best, around);
  const share = (rung: number) => (fidelities[rung] ?? 1) / (fidelities[top] ?? 1);
  const starts = [
    ...paused.map(({ from, point }) => ({ from, point, rung: from.rung ?? 0 })),
    ...(fresh === null ? [] : [{ from: null, point: fresh, rung: -1 }]),
  ];
  const scored: Scored[] = starts.flatMap(({ from, point, rung }) => {
    const done = rung < 0 ? 0 : share(rung);
    const rungs = isTopTurn ? [top] : fidelities.map((_, r) => r).filter((r) => r > rung && r < top);
    return rungs.map((r) => {
      const low = atRung(model.space, table, point, r);
      const value =
        r === top ? improvement(model, best)(point) : knowledge(model, best, { low, high: point });
      return { from, point: low, rung: r, score: value - Math.log(share(r) - done + OVERHEAD) };
    });
  });
  return scored.reduce<Scored | null>((a, b) => (a === null || b.score > a.score ? b : a), null);
}
