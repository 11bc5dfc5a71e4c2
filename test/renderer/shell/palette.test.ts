import { IconPlus } from '@tabler/icons-react';
import { describe, expect, it } from 'vitest';
import { markTyped, matchActions } from '#renderer/shell/palette/match.ts';
import { withoutDoubles } from '#renderer/shell/palette/palette-actions.ts';
import { action } from '#renderer/stores/action.ts';

function named(name: string, group: string, more: { hint?: string; unavailable?: string } = {}) {
  return action({ id: `${group}/${name}`, name, group, icon: IconPlus, run: () => undefined, ...more });
}

const ACTIONS = [
  named('Open xgb', 'All runs', { hint: 'stopped' }),
  named('Stop now', 'resnet'),
  named('Stop (finish current)', 'resnet'),
  named('Resume', 'resnet', { unavailable: 'Its workers are still evaluating.' }),
];

describe('the palette', () => {
  it('leaves out what cannot be done now', () => {
    const names = matchActions(ACTIONS, '').flatMap((group) => group.actions.map((each) => each.name));
    expect(names).toEqual(['Open xgb', 'Stop now', 'Stop (finish current)']);
  });

  it('puts what is called so before what only mentions it', () => {
    const groups = matchActions(ACTIONS, 'stop');
    expect(groups.map((group) => group.name)).toEqual(['resnet', 'All runs']);
  });

  it('wants every word, in the name or its group', () => {
    const found = matchActions(ACTIONS, 'resnet now').flatMap((group) => group.actions);
    expect(found.map((each) => each.name)).toEqual(['Stop now']);
    expect(matchActions(ACTIONS, 'resnet xgb')).toEqual([]);
  });

  it('marks what was typed', () => {
    expect(markTyped('Open xgb', 'XGB')).toEqual([
      { text: 'Open ', typed: false },
      { text: 'xgb', typed: true },
    ]);
    expect(markTyped('Open xgb', '')).toEqual([{ text: 'Open xgb', typed: false }]);
  });

  it('offers an action once though two places offer it', () => {
    expect(withoutDoubles([...ACTIONS, ...ACTIONS])).toEqual(ACTIONS);
  });
});
