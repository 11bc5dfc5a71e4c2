import { describe, expect, it } from 'vitest';
import { choiceLabel } from '#renderer/features/new-run/space/parameter/choice-label.ts';

describe('the label below the bar of a choice', () => {
  it('is whole where there is room, cut where there is less, and left out where next to nothing would be left', () => {
    expect(choiceLabel('adamw', 60)).toBe('adamw');
    expect(choiceLabel('randaugment', 40)).toBe('randau…');
    expect(choiceLabel('randaugment', 23)).toBe('');
    expect(choiceLabel('sgd', 23)).toBe('sgd');
  });
});
