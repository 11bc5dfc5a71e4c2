import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useStore } from 'zustand';
import { takeFocus } from '#renderer/components/hooks/take-focus.ts';
import { useFocusReturn } from '#renderer/components/hooks/use-focus-return.ts';
import { Icon } from '#renderer/components/text/icon.tsx';
import { KeyHint } from '#renderer/components/text/key-hint.tsx';
import { offered } from '#renderer/stores/action-store.ts';
import { useHome, useStores } from '#renderer/stores/stores.ts';
import type { Action } from '../../stores/action.ts';
import { markTyped, matchActions, type PaletteGroup } from './match.ts';
import classes from './palette.module.css';
import { homeActions, withoutDoubles } from './palette-actions.ts';

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function Foot() {
  return (
    <div className={classes.foot}>
      <span>
        <KeyHint shortcut="ArrowUp" /> <KeyHint shortcut="ArrowDown" /> choose
      </span>
      <span>
        <KeyHint shortcut="Enter" /> do it
      </span>
    </div>
  );
}

/** Every action and every run by name. Arrow keys choose, Enter does it, Esc closes. */
export function Palette({ onClose }: { onClose: () => void }) {
  useFocusReturn();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const groups = usePaletteGroups(query);
  const flat = groups.flatMap((group) => group.actions);
  const at = Math.min(chosen, flat.length - 1);
  const current = flat[at];
  const choose = (action: Action | undefined) => {
    if (action) {
      onClose();
      action.run();
    }
  };
  const pressed = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step !== undefined && flat.length > 0) {
      event.preventDefault();
      setChosen((at + step + flat.length) % flat.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(current);
    }
  };
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={640}
      yOffset={120}
      transitionProps={{ duration: 120 }}
      classNames={{ content: classes.palette ?? '', overlay: classes.overlay ?? '' }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Command palette">
        <div className={classes.query}>
          <Icon of={IconSearch} />
          <input
            ref={takeFocus}
            data-autofocus
            role="combobox"
            aria-label="Search runs and commands"
            aria-expanded
            aria-controls={listId}
            aria-activedescendant={current ? `${listId}-${at}` : undefined}
            aria-autocomplete="list"
            placeholder="Search runs and commands"
            value={query}
            onKeyDown={pressed}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
              setChosen(0);
            }}
          />
          <KeyHint shortcut="Esc" />
        </div>
        <div className={classes.list} id={listId} role="listbox" aria-label="Commands">
          {groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be inside a listbox.
            <div key={group.name} role="group" aria-label={group.name}>
              <div className={classes.caption} aria-hidden="true">
                {group.name}
              </div>
              {group.actions.map((action) => {
                const index = flat.indexOf(action);
                return (
                  <Option
                    key={action.id}
                    id={`${listId}-${index}`}
                    action={action}
                    query={query}
                    on={index === at}
                    onPoint={() => setChosen(index)}
                    onChoose={() => choose(action)}
                  />
                );
              })}
            </div>
          ))}
        </div>
        {flat.length === 0 && <p className={classes.nothing}>Nothing is called “{query.trim()}”.</p>}
        <Foot />
      </Modal.Content>
    </Modal.Root>
  );
}

/** Everything on offer, and every run of the list, as far as the query fits. */
function usePaletteGroups(query: string): PaletteGroup[] {
  const stores = useStores();
  const [, navigate] = useLocation();
  const runs = useHome((state) => state.home?.runs);
  const actions = useStore(stores.actions);
  return useMemo(() => {
    const all = [...offered(actions), ...homeActions(runs ?? [], stores, navigate)];
    return matchActions(
      withoutDoubles(all).filter((each) => each.id !== 'command-palette'),
      query,
    );
  }, [query, actions, runs, stores, navigate]);
}

type OptionProps = {
  readonly id: string;
  readonly action: Action;
  readonly query: string;
  readonly on: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
};

/** One action of the palette, with what was typed marked in its name. */
function Option({ id, action, query, on, onPoint, onChoose }: OptionProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (on) {
      row.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [on]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox that owns this list.
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={on}
      className={classes.option}
      onMouseMove={onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <Icon of={action.icon} />
      <span className={classes.name}>
        {markTyped(action.name, query).map((piece) =>
          piece.typed ? (
            <mark key={piece.text}>{piece.text}</mark>
          ) : (
            <span key={piece.text}>{piece.text}</span>
          ),
        )}
      </span>
      {action.hint && <span className={`${classes.hint} ellipsis`}>{action.hint}</span>}
      {action.shortcut && <KeyHint shortcut={action.shortcut} />}
    </div>
  );
}
