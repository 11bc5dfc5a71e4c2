import type { KeyboardEvent, RefObject } from 'react';
import type { Trial } from '#core/contract/run/trial.ts';

const PAGE_ROWS = 20;

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE_ROWS,
  PageUp: -PAGE_ROWS,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

type GridKeysInput = {
  readonly grid: RefObject<HTMLElement | null>;
  readonly rows: readonly Trial[];
  readonly active: string | null;
  readonly open: string | null;
  readonly onActive: (trial: string, place: number) => void;
  readonly onOpen: (trial: string | null) => void;
  readonly onCheck: (trial: string) => void;
  readonly onStar: ((trial: string) => void) | null;
};

function rowAfter(rows: readonly Trial[], active: string | null, step: number): number {
  const from = rows.findIndex(({ trial }) => trial === active);
  const to = from < 0 && step === 1 ? 0 : Math.max(from, 0) + step;
  return Math.min(Math.max(to, 0), rows.length - 1);
}

/** What a key means in the grid: a step, opening, selecting or closing; null for none of ours. */
function actOf(key: string, { active, open, onOpen, onCheck, onStar }: GridKeysInput): (() => void) | null {
  if (key === 'Escape') {
    return open === null ? null : () => onOpen(null);
  }
  if (active === null) {
    return null;
  }
  switch (key) {
    case 'Enter':
      return () => onOpen(active);
    case ' ':
      return () => onCheck(active);
    case 's':
      return onStar && (() => onStar(active));
    default:
      return null;
  }
}

/** Keys of the grid itself; those of boxes and buttons in it are theirs. */
export function gridKeys(input: GridKeysInput): (event: KeyboardEvent) => void {
  const { grid, rows, active, open, onActive, onOpen } = input;
  const move = (step: number) => {
    const place = rowAfter(rows, active, step);
    const target = rows[place];
    if (target) {
      onActive(target.trial, place);
      if (open !== null) {
        onOpen(target.trial);
      }
    }
  };
  return (event) => {
    if (event.target !== grid.current) {
      return;
    }
    const step = STEPS[event.key];
    const act = step === undefined ? actOf(event.key, input) : () => move(step);
    if (act) {
      act();
      event.preventDefault();
    }
  };
}
