import { describe, expect, it } from 'vitest';
import { nearest } from '#core/contract/nearest.ts';

const KNOWN = ['random_search', 'grid_search', 'hyperband', 'hyperband_prior', 'asha', 'Float'];

describe('nearest', () => {
  it.each([
    ['hyperbnad', 'hyperband'],
    ['random-search', 'random_search'],
    ['RANDOM_SEARCH', 'random_search'],
    ['float', 'Float'],
    ['ahsa', 'asha'],
    ['hyper', 'hyperband'],
    ['hyperband', 'hyperband'],
  ])('finds for %s the word %s', (word, expected) => {
    expect(nearest(word, KNOWN)).toBe(expected);
  });

  it.each(['', 'x', 'tree_parzen', 'bayesian_optimization'])('finds nothing near %j', (word) => {
    expect(nearest(word, KNOWN)).toBeNull();
  });

  it('finds nothing among nothing', () => {
    expect(nearest('asha', [])).toBeNull();
  });
});
