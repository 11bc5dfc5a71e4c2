import { describe, expect, test } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import type { Config } from '#core/contract/value.ts';
import { InferredSpace } from '#core/readers/foreign/space/inferred-space.ts';

type Given = { readonly id: string; readonly config: Config; readonly curve?: readonly number[] };

/** The space of trials of these ids and configurations; `floats` are written with a point though integral. */
function spaceOf(given: readonly Given[], floats: readonly string[] = []): InferredSpace {
  const space = new InferredSpace();
  for (const { id, config, curve } of given) {
    const rung = /_(\d+)$/.exec(id)?.[1];
    const trial = {
      trial: id,
      state: 'success',
      config,
      learning_curve: curve ?? null,
      rung: rung === undefined ? null : Number(rung),
    } as unknown as Trial;
    space.add({ trial, floats });
  }
  return space;
}

const numbered = (configs: readonly Config[]): Given[] =>
  configs.map((config, index) => ({ id: String(index + 1), config }));

describe('a parameter', () => {
  test('is a float where one of its values is, an integer otherwise', () => {
    const space = spaceOf(
      numbered([
        { a: 1, b: 1 },
        { a: 2.5, b: 4 },
      ]),
    );
    expect(space.parameters()).toMatchObject([
      { name: 'a', kind: 'float', lower: 1, upper: 2.5 },
      { name: 'b', kind: 'integer', lower: 1, upper: 4 },
    ]);
    expect(spaceOf(numbered([{ a: 1 }, { a: 3 }]), ['a']).parameters()).toMatchObject([{ kind: 'float' }]);
  });

  test('is a choice where a value is no number', () => {
    expect(spaceOf(numbered([{ a: 'auto' }, { a: 2 }, { a: true }])).parameters()).toMatchObject([
      { kind: 'categorical', choices: ['auto', 2, true], choice_kinds: ['string', 'integer', 'boolean'] },
    ]);
  });

  test('is a constant where it never differed', () => {
    expect(spaceOf(numbered([{ a: 0.5 }, { a: 0.5 }])).parameters()).toEqual([
      { kind: 'constant', name: 'a', value: 0.5, value_kind: 'float' },
    ]);
  });

  test('may be in some trials only', () => {
    const names = spaceOf(numbered([{ a: 1 }, { b: 2 }, { a: 3, b: 4 }]))
      .parameters()
      .map(({ name }) => name);
    expect(names).toEqual(['a', 'b']);
  });

  test('is logarithmic where its values are spread so over a wide range, not where a few are small', () => {
    const logarithmic = numbered(Array.from({ length: 40 }, (_, index) => ({ a: 10 ** (-5 + index / 10) })));
    expect(spaceOf(logarithmic).parameters()).toMatchObject([{ log: true }]);
    const linear = numbered(Array.from({ length: 40 }, (_, index) => ({ a: 0.001 + index / 40 })));
    expect(spaceOf(linear).parameters()).toMatchObject([{ log: false }]);
    const negative = numbered(Array.from({ length: 40 }, (_, index) => ({ a: -(10 ** (-5 + index / 10)) })));
    expect(spaceOf(negative).parameters()).toMatchObject([{ log: false }]);
    expect(spaceOf(numbered([{ a: 1e-5 }, { a: 1 }])).parameters()).toMatchObject([{ log: false }]);
  });
});

describe('the fidelity', () => {
  test('is what alone differs, and grows, between the rungs of one configuration', () => {
    const space = spaceOf([
      { id: '1_0', config: { epochs: 1, width: 8 } },
      { id: '1_1', config: { epochs: 3, width: 8 } },
      { id: '2_0', config: { epochs: 1, width: 16 } },
    ]);
    expect(space.fidelity()).toBe('epochs');
    expect(space.parameters()[0]).toMatchObject({ name: 'epochs', is_fidelity: true });
    expect(space.parameters()[1]).toMatchObject({ name: 'width', is_fidelity: false });
  });

  test('is otherwise what has one value in each rung', () => {
    const space = spaceOf([
      { id: '1_0', config: { epochs: 1, width: 8 } },
      { id: '2_0', config: { epochs: 1, width: 16 } },
      { id: '3_1', config: { epochs: 3, width: 32 } },
    ]);
    expect(space.fidelity()).toBe('epochs');
  });

  test('is otherwise what is as long as the learning curve', () => {
    const given = [2, 4, 3].map((epochs, index) => ({
      id: String(index),
      config: { width: 3, epochs },
      curve: Array.from({ length: epochs }, () => 1),
    }));
    expect(spaceOf(given).fidelity()).toBe('epochs');
  });

  test('is nothing where nothing tells', () => {
    expect(spaceOf(numbered([{ a: 1 }, { a: 2 }, { a: 3 }])).fidelity()).toBeNull();
    const curves = [1, 1, 1].map((epochs, index) => ({
      id: String(index),
      config: { epochs },
      curve: [0.5],
    }));
    expect(spaceOf(curves).fidelity()).toBeNull();
    const shrinking = [
      { id: '1_0', config: { a: 3 } },
      { id: '1_1', config: { a: 1 } },
    ];
    expect(spaceOf(shrinking).fidelity()).toBeNull();
  });
});
