import { describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import {
  shownColumns,
  withMoved,
  withStep,
  withToggled,
} from '#renderer/features/run/trials/columns/chosen-columns.ts';
import { type Column, columnsOf, durationWords } from '#renderer/features/run/trials/columns/columns.ts';
import { columnWindow } from '#renderer/features/run/trials/columns/use-column-window.ts';
import { compareTrials } from '#renderer/features/run/trials/compare/compare.ts';
import { holdOrder } from '#renderer/features/run/trials/order/held-order.ts';
import { sortTrials } from '#renderer/features/run/trials/order/order.ts';
import { placesInOrder } from '#renderer/features/run/trials/order/places-in-order.ts';
import { nextSort, sortOf, sortText, toggled } from '#renderer/features/run/trials/table-state.ts';
import { trialsCsv } from '#renderer/features/run/trials/trials-tab.tsx';
import { float } from '#test/core/space/parameters.ts';
import { fc } from '#test/support/fast-check.ts';
import { DEMO_SPACE } from '../support/demo-trials.ts';
import { trial } from './trials.ts';

const COLUMNS = columnsOf({
  space: DEMO_SPACE,
  costUnit: 'GPU hours',
  trials: [],
  objectives: 1,
  notes: new Map(),
});
const names = (trials: readonly Trial[]) => trials.map((each) => each.trial);
const byName = (trials: readonly Trial[]) => () => new Map(trials.map((each) => [each.trial, each]));
const sorted = (trials: readonly Trial[], column: string, descending = false) =>
  names(sortTrials(trials, { column, descending }, COLUMNS));

describe('columns', () => {
  it('stand in the order of the space, the fidelity beside the loss, constants out of sight', () => {
    expect(COLUMNS.filter(({ shown }) => shown).map(({ id }) => id)).toEqual([
      'trial',
      'state',
      'loss',
      'fidelity',
      'config.learning_rate',
      'config.weight_decay',
      'config.momentum',
      'config.batch_size',
      'config.width',
      'config.optimizer',
      'cost',
      'duration',
      'worker',
      'ended',
    ]);
    expect(COLUMNS.find(({ id }) => id === 'config.dataset')?.shown).toBe(false);
    expect(COLUMNS.find(({ id }) => id === 'cost')?.label).toBe('Cost, GPU hours');
  });

  it('show six parameters with long names, and what each trial took, on a screen of 1440 pixels', () => {
    const given = ['learning_rate', 'momentum', 'batch_size', 'hidden_units', 'activation', 'weight_decay'];
    const space = [
      float(0, 1, { name: 'epochs', is_fidelity: true }),
      ...given.map((name) => float(0, 1, { name })),
    ];
    const columns = columnsOf({ space, costUnit: 's', trials: [], objectives: 1, notes: new Map() });
    const upToDuration = columns.slice(0, columns.findIndex(({ id }) => id === 'duration') + 1);
    const width = upToDuration.filter(({ shown }) => shown).reduce((sum, column) => sum + column.width, 40);
    expect(upToDuration.map(({ id }) => id)).toContain('config.weight_decay');
    expect(width).toBeLessThanOrEqual(1440 - 216);
  });

  it('are read off the first trial where nobody knows the space', () => {
    const columns = columnsOf({
      space: null,
      costUnit: null,
      trials: [trial({ trial: '1', config: { a: 8 } })],
      objectives: 1,
      notes: new Map(),
    });
    expect(columns.map(({ id }) => id)).toContain('config.a');
  });

  it('have a place for each of several losses, to sort and filter by', () => {
    const several = columnsOf({ space: [], costUnit: null, trials: [], objectives: 3, notes: new Map() });
    const losses = several.filter(({ id }) => id.startsWith('loss'));
    const one = trial({ trial: '1', loss: [0.5, 'NaN', 2e6] });
    expect(losses.map((column) => [column.id, column.textOf(one), column.keyOf(one)])).toEqual([
      ['loss.1', '0.5000', 0.5],
      ['loss.2', 'NaN', null],
      ['loss.3', '2.000e6', 2e6],
    ]);
    expect(losses.map((column) => column.textOf(trial({ trial: '2', loss: null })))).toEqual(['', '', '']);
  });

  it('show 4 digits and keep all of them', () => {
    const loss = COLUMNS.find(({ id }) => id === 'loss');
    const made = trial({ trial: '1', loss: 0.123456789 });
    expect([loss?.textOf(made), loss?.fullOf(made)]).toEqual(['0.1235', '0.123456789']);
  });
});

it('tells a duration in a unit that it can be told apart in', () => {
  const lasting = (milliseconds: number) =>
    durationWords(
      trial({
        trial: '1',
        started_at: '2026-01-31T12:00:00.000Z',
        ended_at: new Date(Date.UTC(2026, 0, 31, 12) + milliseconds).toISOString(),
      }),
    );
  expect([0, 3, 99, 100, 2_340, 75_000].map(lasting)).toEqual([
    '0 ms',
    '3 ms',
    '99 ms',
    '100 ms',
    '2.3 s',
    '1 min 15 s',
  ]);
});

describe('sorting', () => {
  it('takes numbers for words where a word is among them, wherever it stands', () => {
    const trials = [
      trial({ trial: '1', config: { mixed: 10 } }),
      trial({ trial: '2', config: {} }),
      trial({ trial: '3', config: { mixed: 'null' } }),
      trial({ trial: '4', config: { mixed: 9 } }),
    ];
    const columns = columnsOf({ space: null, costUnit: null, trials, objectives: 1, notes: new Map() });
    const order = sortTrials(trials, { column: 'config.mixed', descending: false }, columns);
    expect(order.map((each) => each.trial)).toEqual(['1', '4', '3', '2']);
  });

  it('puts trials without a value last in both directions', () => {
    const trials = [
      trial({ trial: '1', loss: 0.3 }),
      trial({ trial: '2', state: 'failed', loss: null }),
      trial({ trial: '3', loss: 0.1 }),
      trial({ trial: '4', loss: 'NaN' }),
    ];
    expect(sorted(trials, 'loss')).toEqual(['3', '1', '2', '4']);
    expect(sorted(trials, 'loss', true)).toEqual(['1', '3', '2', '4']);
  });

  it('puts an infinite loss beyond all finite ones', () => {
    const trials = [
      trial({ trial: '1', loss: 'Infinity' }),
      trial({ trial: '2', loss: 2 }),
      trial({ trial: '3', loss: '-Infinity' }),
    ];
    expect(sorted(trials, 'loss')).toEqual(['3', '2', '1']);
  });

  it('sorts words by alphabet and the column of names by age', () => {
    const trials = [
      trial({ trial: '9', worker: 'b' }),
      trial({ trial: '10', worker: null }),
      trial({ trial: '11', worker: 'a' }),
    ];
    expect(sorted(trials, 'worker')).toEqual(['11', '9', '10']);
    expect(sorted(trials, 'worker', true)).toEqual(['9', '11', '10']);
    expect(sorted(trials, 'trial', true)).toEqual(['11', '10', '9']);
  });

  it('puts numbers in order whatever they are: signs, zeros, infinities, one for many', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, Number.NaN))), (numbers) => {
        const indices = numbers.map((_, index) => index);
        const key = (index: number) => numbers[index] ?? Number.NaN;
        const isNone = (index: number) => Number(Number.isNaN(key(index)));
        const plain = indices.toSorted(
          (a, b) => isNone(a) - isNone(b) || Number(key(a) > key(b)) - Number(key(a) < key(b)),
        );
        expect([...placesInOrder(Float64Array.from(numbers))]).toEqual(plain);
      }),
    );
  });

  it('agrees with a plain stable sort for any losses', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.double({ noNaN: true }), { nil: null })), (losses) => {
        const trials = losses.map((loss, index) =>
          trial({ trial: String(index), loss: loss === null || !Number.isFinite(loss) ? null : loss }),
        );
        const plain = trials.toSorted((a, b) =>
          a.loss === null || b.loss === null
            ? Number(a.loss === null) - Number(b.loss === null)
            : Number(a.loss) - Number(b.loss),
        );
        expect(sorted(trials, 'loss')).toEqual(names(plain));
      }),
    );
  });
});

describe('chosen columns', () => {
  const shown = shownColumns(COLUMNS, ['loss', 'worker', 'state', 'gone']);
  const ids = (columns: readonly Column[]) => columns.map(({ id }) => id);

  it('stand in the order that was chosen, behind the name of the trial', () => {
    expect(ids(shown)).toEqual(['trial', 'loss', 'worker', 'state']);
    expect(shownColumns(COLUMNS, null)).toEqual(COLUMNS.filter((column) => column.shown));
  });

  it('come in at their usual place', () => {
    expect(withToggled(COLUMNS, shown, 'cost')).toEqual(['trial', 'loss', 'cost', 'worker', 'state']);
    expect(withToggled(COLUMNS, shown, 'worker')).toEqual(['trial', 'loss', 'state']);
  });

  it('go where they are put, never before the name of the trial', () => {
    expect(withMoved(shown, 'state', 'loss')).toEqual(['trial', 'state', 'loss', 'worker']);
    expect(withMoved(shown, 'state', 'trial')).toEqual(['trial', 'state', 'loss', 'worker']);
    expect(withMoved(shown, 'loss', null)).toEqual(['trial', 'worker', 'state', 'loss']);
    expect(withStep(shown, 'loss', 1)).toEqual(['trial', 'worker', 'loss', 'state']);
    expect(withStep(shown, 'loss', -1)).toEqual(['trial', 'loss', 'worker', 'state']);
  });

  it('show stars and notes once there are some', () => {
    const notes = new Map([['1', { trial: '1', star: true, note: '' }]]);
    const noted = columnsOf({ space: DEMO_SPACE, costUnit: null, trials: [], objectives: 1, notes });
    expect(noted.filter((column) => column.shown).map(({ id }) => id)).toContain('star');
    expect(ids(COLUMNS.filter((column) => column.shown))).not.toContain('star');
    const trials = [trial({ trial: '2' }), trial({ trial: '1' })];
    expect(names(sortTrials(trials, { column: 'star', descending: false }, noted))).toEqual(['1', '2']);
  });
});

describe('columns in sight', () => {
  const widths = Array.from({ length: 40 }, () => 100);

  it('are all where there is room for all', () => {
    const place = { left: 0, width: 4_100, before: 40 };
    expect(columnWindow(widths, place)).toEqual({ from: 1, to: 40 });
  });

  it('are those of the part that is scrolled to, and some beside it', () => {
    expect(columnWindow(widths, { left: 0, width: 1_000, before: 40 })).toEqual({ from: 1, to: 12 });
    expect(columnWindow(widths, { left: 2_000, width: 1_000, before: 40 })).toEqual({ from: 17, to: 32 });
    expect(columnWindow(widths, { left: 3_040, width: 1_000, before: 40 })).toEqual({ from: 27, to: 40 });
  });
});

describe('rows in sight', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => trial({ trial: name })) as [
    Trial,
    Trial,
    Trial,
    Trial,
  ];

  it('take in at once what comes at the end', () => {
    expect(holdOrder([a, b], [a, b, c], byName([a, b, c]))).toEqual({
      rows: [a, b, c],
      waiting: 0,
      moved: false,
    });
  });

  it('stay where they are when a new one would come between', () => {
    const held = holdOrder([a, b], [a, c, d, b], byName([a, b, c, d]));
    expect([names(held.rows), held.waiting]).toEqual([['a', 'b'], 2]);
  });

  it('show what is known now of a trial that has changed its place', () => {
    const better = { ...b, loss: 0.1 };
    const held = holdOrder([a, b], [better, a], byName([a, better]));
    expect(held).toEqual({ rows: [a, better], waiting: 0, moved: true });
  });

  it('lose deleted trials without another sign', () => {
    expect(holdOrder([a, b, c], [a, c], byName([a, c]))).toEqual({ rows: [a, c], waiting: 0, moved: false });
  });

  it('keep a trial that no longer matches the filter until the order is shown anew', () => {
    const held = holdOrder([a, b], [a], byName([a, b]));
    expect([names(held.rows), held.moved]).toEqual([['a', 'b'], true]);
  });
});

describe('the order of the table', () => {
  it('is read from an address and written there', () => {
    const sort = sortOf('-config.width');
    expect(sort).toEqual({ column: 'config.width', descending: true });
    expect([sortText(sort), sortOf(null), sortText(null)]).toEqual(['-config.width', null, null]);
  });

  it('goes up, down and back to the order of the numbers', () => {
    const up = nextSort(null, 'loss');
    const down = nextSort(up, 'loss');
    expect([up, down, nextSort(down, 'loss'), nextSort(up, 'cost')]).toEqual([
      { column: 'loss', descending: false },
      { column: 'loss', descending: true },
      null,
      { column: 'cost', descending: false },
    ]);
  });

  it('puts members in and takes them out', () => {
    expect([toggled(['a'], 'b'), toggled(['a'], 'a')]).toEqual([['a', 'b'], []]);
  });
});

describe('what leaves the table', () => {
  it('is CSV in full precision with commas and quotes kept', () => {
    const made = trial({ trial: '1', loss: 1 / 3, config: { learning_rate: 0.01, optimizer: 'a "b", c' } });
    const columns = COLUMNS.filter(({ id }) => ['trial', 'loss', 'config.optimizer'].includes(id));
    expect(trialsCsv([made], columns)).toBe(
      'trial,loss,config.optimizer\r\n1,0.3333333333333333,"a ""b"", c"\r\n',
    );
  });

  it('marks the lines in which compared trials differ', () => {
    const lines = compareTrials(
      [trial({ trial: '1', config: { momentum: 0.9 } }), trial({ trial: '2', config: { momentum: 0.8 } })],
      COLUMNS,
    );
    expect(lines.filter(({ differs }) => differs).map(({ id }) => id)).toEqual(['config.momentum']);
  });
});
