import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OPTIMIZERS } from '#core/optimizers/registry.ts';
import { PYTHON_MISSING } from '#test/support/python.ts';
import { serveTemplate } from './objective-list.ts';
import { type SearchTask, search } from './search.ts';

const REPOSITORY = join(import.meta.dirname, '../../..');
const FIXTURES = join(REPOSITORY, 'test/fixtures/objectives');

function small(objective: string, optimizer: string, more: Partial<SearchTask> = {}): SearchTask {
  const server = serveTemplate('public').replace('NAME', objective);
  return {
    command: `${server} --module "${FIXTURES}/small.py"`,
    objective,
    contestant: { name: optimizer, arguments: {} },
    seed: 0,
    workers: 1,
    evaluations: null,
    ...more,
  };
}

function faulty(answers: number, fault: string): SearchTask {
  return {
    ...small('faulty', 'random_search'),
    command: `python3 "${FIXTURES}/faulty.py" ${answers} ${fault}`,
  };
}

const NAMES = OPTIMIZERS.flatMap(({ info, aliases = [] }) => [info.name, ...aliases]);

describe.skipIf(PYTHON_MISSING !== '')(`a search against an objective server${PYTHON_MISSING}`, () => {
  test.each(['auto', ...NAMES])(
    'with %s spends the budget of a space with everything, and no more than one evaluation beyond it',
    async (name) => {
      const { trials, spent } = await search(small('everything', name));
      expect(trials.length).toBeGreaterThan(0);
      expect(spent).toBeLessThan(7);
      // Grid search may have tried all before.
      expect(name === 'grid_search' || spent >= 6 - 1e-9).toBe(true);
    },
  );

  test('makes as many evaluations as the objective allows', async () => {
    const { trials, thinking } = await search(small('plain', 'bayesian_optimization'));
    expect(trials).toHaveLength(20);
    expect(thinking).toHaveLength(20);
  });

  test('makes fewer where fewer are asked for, and not more where more are', async () => {
    const lengths = [1, 7, 50].map(async (evaluations) => {
      const { trials } = await search(small('plain', 'random_search', { evaluations }));
      return trials.length;
    });
    expect(await Promise.all(lengths)).toEqual([1, 7, 20]);
    const { trials } = await search(small('curves', 'hyperband', { evaluations: 5 }));
    expect(trials).toHaveLength(5);
  });

  test('is the same with the same seed and another with another', async () => {
    const [first, again, other] = await Promise.all(
      [3, 3, 4].map((seed) => search(small('curves', 'async_hb', { seed }))),
    );
    expect(again?.trials).toEqual(first?.trials);
    expect(other?.trials).not.toEqual(first?.trials);
  });

  test('of several workers makes as many evaluations, none of them twice', async () => {
    const { trials } = await search(small('plain', 'bayesian_optimization', { workers: 8 }));
    expect(trials).toHaveLength(20);
    expect(new Set(trials.map(({ config }) => JSON.stringify(config))).size).toBe(20);
  });

  test.each(['hyperband', 'mobster'])('of several workers with %s ends', async (name) => {
    const { spent } = await search(small('curves', name, { workers: 8 }));
    expect(spent).toBeGreaterThanOrEqual(6 - 1e-9);
  });

  test.each([
    ['plain', 'hyperband', /needs a fidelity/],
    ['plain', 'pibo', /needs a prior/],
    ['curves', 'priorband', /prior/],
    ['plain', 'random_serch', /Did you mean `random_search`/],
  ])('on %s with %s is refused with the reason', async (objective, name, reason) => {
    await expect(search(small(objective, name))).rejects.toThrow(reason);
  });

  test('asks a module of one’s own, with the arguments that it knows', async () => {
    const own = { name: `${REPOSITORY}/assets/own-optimizer/near-best.ts:nearBest`, arguments: { start: 3 } };
    const { trials } = await search(small('plain', '', { contestant: own }));
    expect(trials).toHaveLength(20);
    const wrong = { ...own, arguments: { begin: 3 } };
    await expect(search(small('plain', '', { contestant: wrong }))).rejects.toThrow(/Did you mean `start`/);
    const missing = { name: 'nowhere.ts:nearBest', arguments: {} };
    await expect(search(small('plain', '', { contestant: missing }))).rejects.toThrow(/found none at/);
  });

  test('takes NaN for a result and goes on', async () => {
    const { trials } = await search(faulty(10, 'ends'));
    expect(trials).toHaveLength(10);
  });

  test.each([
    ['ends', /ended instead/],
    ['babbles', /found `a loss of 0.5`/],
    ['refuses', /refuses .* x: not a number/],
  ])('tells what happened where the server %s', async (fault, message) => {
    await expect(search(faulty(2, fault))).rejects.toThrow(message);
  });

  test('tells where another objective is served', async () => {
    await expect(search({ ...faulty(2, 'ends'), objective: 'other' })).rejects.toThrow(
      /serves faulty, not other/,
    );
  });
});
