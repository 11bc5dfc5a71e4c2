import { type KeyboardEvent, useRef } from 'react';
import classes from './tabs.module.css';

export type TabItem<Id extends string> = {
  readonly id: Id;
  readonly label: string;
  /** A number beside the name; `bad` where it counts what is wrong. */
  readonly count?: { readonly value: string; readonly bad: boolean } | null;
};

type TabsProps<Id extends string> = {
  readonly label: string;
  /** Prefix of the ids of tabs and panels: panels are `${name}-panel-${id}`. */
  readonly name: string;
  readonly items: readonly TabItem<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
};

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** A row of tabs: arrow keys, Home and End move between them. The panel is the caller's: see {@link tabPanelProps}. */
export function Tabs<Id extends string>({ label, name, items, value, onChange }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  const go = (index: number) => {
    const item = items[(index + items.length) % items.length];
    if (item) {
      onChange(item.id);
      list.current?.querySelector<HTMLElement>(`#${CSS.escape(`${name}-tab-${item.id}`)}`)?.focus();
    }
  };
  const moved = (event: KeyboardEvent) => {
    const index = items.findIndex((item) => item.id === value);
    const step = STEPS[event.key];
    if (step !== undefined) {
      go(index + step);
    } else if (event.key === 'Home') {
      go(0);
    } else if (event.key === 'End') {
      go(items.length - 1);
    } else {
      return;
    }
    event.preventDefault();
  };
  return (
    <div ref={list} className={classes.tabs} role="tablist" aria-label={label} onKeyDown={moved}>
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          role="tab"
          id={`${name}-tab-${item.id}`}
          className={classes.tab}
          aria-selected={item.id === value}
          aria-controls={item.id === value ? `${name}-panel-${item.id}` : undefined}
          tabIndex={item.id === value ? 0 : -1}
          onClick={() => onChange(item.id)}
        >
          {item.label}
          {item.count && (
            <span className={classes.count} data-bad={item.count.bad || undefined} aria-hidden="true">
              {item.count.value}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

/** Attributes of the element that holds what a tab shows. */
export function tabPanelProps(name: string, id: string) {
  return {
    role: 'tabpanel',
    id: `${name}-panel-${id}`,
    'aria-labelledby': `${name}-tab-${id}`,
  } as const;
}
