import type { Brush } from '#core/analysis/query/selection.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import { TRIAL_STATE_WORDS } from '#renderer/format/words.ts';
import type { RunSelection } from '#renderer/stores/runs/run-selection.ts';

/** One thing that filters: its words, and the selection without it. */
export type Filter = {
  readonly id: string;
  readonly words: string;
  readonly without: Partial<RunSelection>;
};

function end(value: number): string {
  return Number.isInteger(value) ? String(value) : formatNumber(value);
}

/** What a brush lets through: `loss 0.1000 to 0.2000`, `optimizer adam, sgd`. */
function brushWords(brush: Brush): string {
  if (brush.kind === 'values') {
    return `${brush.field} ${brush.values.join(', ')}`;
  }
  const { field, from, to } = brush;
  if (from === Number.NEGATIVE_INFINITY) {
    return `${field} up to ${end(to)}`;
  }
  return to === Number.POSITIVE_INFINITY
    ? `${field} from ${end(from)}`
    : `${field} ${end(from)} to ${end(to)}`;
}

/** Everything that filters, one by one. */
export function filtersOf({ states, brushes, where }: RunSelection): readonly Filter[] {
  return [
    ...(states.length === 0
      ? []
      : [
          {
            id: 'state',
            words: `state ${states.map((state) => TRIAL_STATE_WORDS[state]).join(', ')}`,
            without: { states: [] },
          },
        ]),
    ...brushes.map((brush) => ({
      id: `brush:${brush.field}`,
      words: brushWords(brush),
      without: { brushes: brushes.filter((each) => each !== brush) },
    })),
    ...(where.trim() === '' ? [] : [{ id: 'where', words: where.trim(), without: { where: '' } }]),
  ];
}
