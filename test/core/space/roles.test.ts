import { describe, expect, it } from 'vitest';
import { fidelityOf, searchable, withPrior } from '#core/space/roles.ts';
import { categorical, constant, float, integer } from './parameters.ts';

const epochs = integer(1, 9, { name: 'epochs', is_fidelity: true });
const rate = float(0, 1, { name: 'rate', prior: 0, prior_confidence: 'low' });
const nesterov = categorical([true, false], { name: 'nesterov', prior: false, prior_confidence: 'high' });
const depth = integer(1, 9, { name: 'depth' });
const space = [constant(1), epochs, rate, nesterov, depth];

describe('the roles of parameters', () => {
  it('leave constants and the fidelity out of the search', () => {
    expect(searchable(space)).toEqual([rate, nesterov, depth]);
  });

  it('tell the fidelity', () => {
    expect(fidelityOf(space)).toBe(epochs);
    expect(fidelityOf([rate])).toBeNull();
  });

  it('tell which parameters have a prior, 0 and false included', () => {
    expect(withPrior(space)).toEqual([rate, nesterov]);
  });
});
