import { describe, expect, it } from 'vitest';
import { confidenceNear, spreadPlace } from '#renderer/features/new-run/space/prior/prior-spread.ts';

describe('the mark of how wide a prior is', () => {
  it('stands to the right of the centre, nearer the surer it is', () => {
    expect(spreadPlace(0.5, 'low')).toBe(0.875);
    expect(spreadPlace(0.5, 'medium')).toBe(0.75);
    expect(spreadPlace(0.5, 'high')).toBe(0.625);
  });

  it('stands to the left where the widest prior has no room', () => {
    expect(spreadPlace(0.75, 'high')).toBe(0.625);
    expect(spreadPlace(1, 'low')).toBe(0.625);
  });

  it('means the confidence whose mark is nearest, however far it is dragged', () => {
    expect(confidenceNear(0.5, 2)).toBe('low');
    expect(confidenceNear(0.5, 0.74)).toBe('medium');
    expect(confidenceNear(0.5, 0)).toBe('high');
    expect(confidenceNear(1, 0.6)).toBe('low');
  });
});
