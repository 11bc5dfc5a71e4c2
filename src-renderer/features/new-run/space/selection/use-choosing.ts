import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import { movedParameters, withoutParameters } from '#core/config/edit/parameters/several-parameters.ts';
import type { EditDocument } from '#renderer/features/new-run/document/use-document.ts';

/** Rows that something is to be done with at once, and the one from which a range begins. */
type Selection = { readonly chosen: ReadonlySet<string>; readonly from: string | null };

/** How a row is chosen: in or out alone, or all up to it. */
export type Choosing = 'toggle' | 'range';

export const NONE_CHOSEN: Selection = { chosen: new Set(), from: null };

/** What is chosen after a row was pressed. A range is added to what is chosen already. */
export function afterChoosing(
  { chosen, from }: Selection,
  name: string,
  { how, names }: { readonly how: Choosing; readonly names: readonly string[] },
): Selection {
  const start = from === null ? -1 : names.indexOf(from);
  if (how === 'range' && start >= 0) {
    const end = names.indexOf(name);
    const range = names.slice(Math.min(start, end), Math.max(start, end) + 1);
    return { chosen: new Set([...chosen, ...range]), from };
  }
  const next = new Set(chosen);
  if (!next.delete(name)) {
    next.add(name);
  }
  return { chosen: next, from: name };
}

/** What is still there of the chosen ones. */
export function amongThem({ chosen }: Selection, names: readonly string[]): ReadonlySet<string> {
  const there = names.filter((name) => chosen.has(name));
  return there.length === chosen.size ? chosen : new Set(there);
}

/** Marks the cell in which a row's own checkbox stands. */
export const CHOOSER = 'data-chooser';
const CHECKBOX = `[${CHOOSER}] input`;
const INTERACTIVE = 'input, select, button, label, a, [role="slider"]';

function rowOf(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest('tr')?.getAttribute('data-name') ?? null) : null;
}

function isIn(target: EventTarget, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}

function focusNeighbour(target: EventTarget, by: -1 | 1): void {
  if (target instanceof Element) {
    const row = target.closest('tr');
    const next = by === -1 ? row?.previousElementSibling : row?.nextElementSibling;
    next?.querySelector<HTMLInputElement>(CHECKBOX)?.focus();
  }
}

/** A row that is moved loses the focus on its way; it is back before the next key is pressed. */
function keepingFocus(name: string, change: () => void): void {
  flushSync(change);
  document.querySelector<HTMLInputElement>(`tr[data-name="${CSS.escape(name)}"] ${CHECKBOX}`)?.focus();
}

/**
 * Choosing rows of the table: by their checkboxes, by pressing a row with Ctrl or Shift, and by keys while a checkbox has
 * the focus: arrows go on, Shift and space choose all between, Ctrl A all, Alt and arrows move, Delete deletes, Esc ends it.
 */
export function useChoosing(names: readonly string[], edit: EditDocument) {
  const [selection, select] = useState(NONE_CHOSEN);
  const chosen = amongThem(selection, names);
  const clear = () => select(NONE_CHOSEN);
  const press = (event: MouseEvent, name: string) =>
    select((before) => afterChoosing(before, name, { how: event.shiftKey ? 'range' : 'toggle', names }));

  const move = (name: string, by: -1 | 1) => {
    keepingFocus(name, () => edit(movedParameters({ names, chosen: withName(chosen, name) }, by), null));
  };
  const keys: Readonly<Record<string, (event: KeyboardEvent, name: string) => void>> = {
    ArrowUp: ({ target }) => focusNeighbour(target, -1),
    ArrowDown: ({ target }) => focusNeighbour(target, 1),
    'alt+ArrowUp': (_, name) => move(name, -1),
    'alt+ArrowDown': (_, name) => move(name, 1),
    Delete: (_, name) => {
      const gone = withName(chosen, name);
      keepingFocus(neighbourOf(name, names, gone), () =>
        edit(withoutParameters({ names, chosen: gone }), null),
      );
    },
    'ctrl+a': () => select({ chosen: new Set(names), from: null }),
    Escape: clear,
  };
  return {
    chosen,
    clear,
    chooseAll: (all: boolean) => select({ chosen: new Set(all ? names : []), from: null }),
    handlers: {
      onClick: (event: MouseEvent) => {
        const name = rowOf(event.target);
        const isPressed = isIn(event.target, INTERACTIVE)
          ? isIn(event.target, CHECKBOX)
          : event.shiftKey || event.ctrlKey || event.metaKey;
        if (name !== null && isPressed) {
          press(event, name);
        }
      },
      // Shift would select text on the way.
      onMouseDown: (event: MouseEvent) =>
        event.shiftKey && !isIn(event.target, INTERACTIVE) && event.preventDefault(),
      onKeyDown: (event: KeyboardEvent) => {
        const name = rowOf(event.target);
        const act = keys[pressed(event)];
        if (name !== null && act !== undefined && isIn(event.target, CHECKBOX)) {
          event.preventDefault();
          event.stopPropagation();
          act(event, name);
        }
      },
    },
  };
}

/** The row that has the focus once others are gone: the next one, at the end the one before. */
function neighbourOf(name: string, names: readonly string[], gone: ReadonlySet<string>): string {
  const at = names.indexOf(name);
  const left = (one: string) => !gone.has(one);
  return names.slice(at).find(left) ?? names.slice(0, at).findLast(left) ?? '';
}

function pressed(event: KeyboardEvent): string {
  const control = event.ctrlKey || event.metaKey ? 'ctrl+' : '';
  return `${control}${event.altKey ? 'alt+' : ''}${event.key}`;
}

/** The chosen ones where the row is one of them, otherwise the row alone. */
function withName(chosen: ReadonlySet<string>, name: string): ReadonlySet<string> {
  return chosen.has(name) ? chosen : new Set([name]);
}
