import { describe, expect, it } from 'vitest';
import { TRIAL_STATES } from '#core/contract/run/trial.ts';
import {
  createRunSelections,
  hasSelection,
  type RunSelection,
  readSelection,
  selectionText,
  WHOLE_RUN,
} from '#renderer/stores/runs/run-selection.ts';
import { fc } from '#test/support/fast-check.ts';

const read = (text: string) => readSelection(new Map(new URLSearchParams(text)));

const word = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '');
const brush = fc.oneof(
  fc.record({
    kind: fc.constant('range' as const),
    field: word,
    from: fc.double({ noNaN: true }).map((value) => value + 0),
    to: fc.double({ noNaN: true }).map((value) => value + 0),
  }),
  fc.record({ kind: fc.constant('values' as const), field: word, values: fc.array(word, { minLength: 1 }) }),
);
const selection: fc.Arbitrary<RunSelection> = fc.record({
  states: fc.uniqueArray(fc.constantFrom(...TRIAL_STATES)),
  brushes: fc.uniqueArray(brush, { selector: ({ field }) => field, maxLength: 3 }),
  where: fc.oneof(fc.constant(''), word),
  moment: fc.option(fc.nat()),
  sort: fc.option(word),
  columns: fc.option(fc.array(word, { minLength: 1 })),
});

describe('a selection in an address', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(selection, (given) => {
        expect(read(selectionText(given))).toEqual(given);
      }),
    );
  });

  it('is readable', () => {
    const text = 'state=failed&brush=loss%3A0.1%7E0.2%3Boptimizer%3Aadam%7Csgd&at=12&sort=-loss';
    expect(read(text)).toEqual({
      ...WHOLE_RUN,
      states: ['failed'],
      brushes: [
        { kind: 'range', field: 'loss', from: 0.1, to: 0.2 },
        { kind: 'values', field: 'optimizer', values: ['adam', 'sgd'] },
      ],
      moment: 12,
      sort: '-loss',
    });
  });

  it('leaves out what is none', () => {
    expect(read('state=nonsense&brush=loss:a~b;:1~2&at=soon&zoom=1~2')).toEqual(WHOLE_RUN);
    expect([hasSelection(new Map([['zoom', '1']])), hasSelection(new Map([['at', '1']]))]).toEqual([
      false,
      true,
    ]);
  });
});

describe('the selection of a run', () => {
  const store = () => createRunSelections().of('a');
  const range = (to: number) => ({ kind: 'range', field: 'loss', from: 0, to }) as const;

  it('has one brush a field', () => {
    const { brush: mark, getState } = store();
    mark('loss', range(1));
    mark('loss', range(2));
    expect(getState().selection.brushes).toEqual([range(2)]);
    mark('loss', null);
    expect(getState().selection.brushes).toEqual([]);
  });

  it('takes a drag back as one step, and what came before it as another', () => {
    const { brush: mark, change, undo, redo, getState } = store();
    change({ sort: 'loss' });
    for (const to of [3, 2, 1]) {
      mark('loss', range(to));
    }
    undo();
    expect(getState().selection).toEqual({ ...WHOLE_RUN, sort: 'loss' });
    redo();
    expect(getState().selection.brushes).toEqual([range(1)]);
    undo();
    undo();
    expect(getState().selection).toEqual(WHOLE_RUN);
    undo();
    expect(getState().selection).toEqual(WHOLE_RUN);
  });

  it('clears what filters, and neither order nor moment', () => {
    const { change, clear, getState } = store();
    change({ states: ['failed'], where: 'loss < 1', moment: 3, sort: 'loss' });
    clear();
    expect(getState().selection).toEqual({ ...WHOLE_RUN, moment: 3, sort: 'loss' });
  });

  it('belongs to the run alone', () => {
    const selections = createRunSelections();
    selections.of('a').change({ where: 'loss < 1' });
    expect(selections.of('b').getState().selection).toEqual(WHOLE_RUN);
    expect(selections.of('a')).toBe(selections.of('a'));
  });

  it('is the whole run once another run is in the directory', () => {
    const store = createRunSelections().of('a');
    store.isOf('first');
    store.change({ where: 'loss < 1', moment: 3 });
    store.isOf('first');
    expect(store.getState().selection.where).toBe('loss < 1');
    store.isOf('second');
    expect(store.getState().selection).toEqual(WHOLE_RUN);
    store.undo();
    expect(store.getState().selection).toEqual(WHOLE_RUN);
  });
});
