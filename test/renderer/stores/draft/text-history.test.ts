import { describe, expect, it } from 'vitest';
import {
  NO_HISTORY,
  recorded,
  redone,
  type TextHistory,
  undone,
} from '#renderer/stores/draft/text-history.ts';
import { fc } from '#test/support/fast-check.ts';

describe('the steps of a text', () => {
  it('join while they are about the same thing', () => {
    const first = recorded(NO_HISTORY, 'a', 'lr.lower');
    const second = recorded(first, 'ab', 'lr.lower');
    expect(undone(second, 'abc')).toMatchObject({ step: 'a' });
    const other = recorded(second, 'abc', 'lr.upper');
    expect(undone(other, 'abcd')).toMatchObject({ step: 'abc' });
  });

  it('stand alone without a name, and after one was taken back', () => {
    const first = recorded(NO_HISTORY, 'a', null);
    const second = recorded(first, 'b', null);
    const back = undone(second, 'c');
    expect(back).toMatchObject({ step: 'b' });
    const on = recorded(back?.history ?? NO_HISTORY, 'b', 'text');
    expect(undone(on, 'd')).toMatchObject({ step: 'b' });
    expect(redone(on, 'd')).toBeNull();
  });

  it('have an end on both sides', () => {
    expect(undone(NO_HISTORY, 'a')).toBeNull();
    expect(redone(NO_HISTORY, 'a')).toBeNull();
  });

  it('lead back to the first text and forth to the last, whatever they were', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 20 }), (texts) => {
        let history: TextHistory<string> = NO_HISTORY;
        for (const text of texts.slice(0, -1)) {
          history = recorded(history, text, null);
        }
        let text = texts.at(-1) ?? '';
        const seen = [text];
        for (let step = undone(history, text); step !== null; step = undone(step.history, step.step)) {
          ({ step: text, history } = step);
          seen.unshift(text);
        }
        expect(seen).toEqual(texts);
        for (let step = redone(history, text); step !== null; step = redone(step.history, step.step)) {
          ({ step: text, history } = step);
        }
        expect(text).toBe(texts.at(-1));
      }),
    );
  });

  it('are kept up to a number that nobody counts', () => {
    let history: TextHistory<string> = NO_HISTORY;
    for (let step = 0; step < 2000; step += 1) {
      history = recorded(history, String(step), null);
    }
    expect(history.past.length).toBe(500);
    expect(undone(history, 'now')).toMatchObject({ step: '1999' });
  });
});
