import { expect, it } from 'vitest';
import { compareTrialIds } from '#core/contract/run/trial-order.ts';
import { collectTrialIds } from '#core/state/trials/trial-id.ts';
import { fc } from '#test/support/fast-check.ts';

const number = fc.oneof(fc.nat({ max: 200 }), fc.maxSafeNat());
const ordinary = fc.oneof(
  number.map(String),
  fc.tuple(number, fc.nat({ max: 2000 })).map(([trial, rung]) => `${trial}_rung_${rung}`),
);
/** Ids that are not written as ours are. */
const odd = fc.constantFrom('007', '7_rung_01', '99999999999999999999');

function sorted(ids: readonly string[]): readonly string[] {
  const collection = collectTrialIds();
  for (const id of ids) {
    collection.add(id);
  }
  return [...collection.sorted()];
}

it('ids are sorted by number, then by rung, those without a rung first', () => {
  expect(sorted(['10', '9_rung_1', '9', '2', '9_rung_0', '9_rung_10'])).toEqual([
    '2',
    '9',
    '9_rung_0',
    '9_rung_1',
    '9_rung_10',
    '10',
  ]);
});

it('many ids are sorted as two are compared', () => {
  fc.assert(
    fc.property(fc.array(ordinary), fc.array(odd, { maxLength: 1 }), (ids, others) => {
      const all = [...ids, ...others];
      const inOrder = sorted(all);
      expect([...inOrder].sort()).toEqual([...all].sort());
      expect(inOrder.filter((id, at) => compareTrialIds(inOrder[at - 1] ?? '', id) > 0 && at > 0)).toEqual(
        [],
      );
    }),
  );
});
