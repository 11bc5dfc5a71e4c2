import { describe, expect, it } from 'vitest';
import { rungTable } from '#core/optimizers/brackets/rung-table.ts';
import { scaledLosses } from '#core/optimizers/mobster/model.ts';
import { integer } from '#test/core/space/parameters.ts';
import { fc } from '#test/support/fast-check.ts';

const TABLE = rungTable(integer(1, 9, { name: 'epochs', is_fidelity: true }), 3);

function scaled(...rungs: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const observed = rungs.flatMap((losses, rung) =>
    losses.map((loss) => ({ loss, rung, point: Float64Array.of(0) })),
  );
  return scaledLosses(TABLE, observed).map((items) => items.map(({ loss }) => loss));
}

const losses = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 20 });

describe('losses of several rungs as targets', () => {
  it('are finite and keep their order within each rung, whatever the losses', () => {
    fc.assert(
      fc.property(losses, losses, losses, (...rungs) => {
        scaled(...rungs).forEach((targets, rung) => {
          expect(targets.every(Number.isFinite)).toBe(true);
          const order = (rungs[rung] ?? []).map((loss, i) => ({ loss, target: targets[i] as number }));
          const sorted = order.toSorted((a, b) => a.loss - b.loss).map(({ target }) => target);
          expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));
        });
      }),
    );
  });

  it('may be more than a function has room for arguments', () => {
    const [, , highest = []] = scaled(
      [1],
      [2],
      Array.from({ length: 200_000 }, (_, i) => i),
    );
    expect(highest[0]).toBeLessThan(highest.at(-1) ?? Number.NaN);
  });

  it('do not depend on how high the losses of a rung lie as a whole', () => {
    const [low, , top] = scaled([5, 6, 7], [], [1, 2, 3]);
    expect(low).toEqual(top);
  });

  it('are measured by the highest rungs, even where all of the lowest are the same', () => {
    const top = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2, 2.1];
    const [low, , high] = scaled(new Array<number>(50).fill(4), [], top);
    expect(new Set(low).size).toBe(1);
    expect(scaled([], [], top)[2]).toEqual(high);
  });
});
