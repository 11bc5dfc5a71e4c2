import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { takeFocus } from '#renderer/components/hooks/take-focus.ts';
import { useFocusReturn } from '#renderer/components/hooks/use-focus-return.ts';
import { Icon } from '#renderer/components/text/icon.tsx';
import { KeyHint } from '#renderer/components/text/key-hint.tsx';
import type { Action } from '../../stores/action.ts';
import { Option } from './option.tsx';
import classes from './palette.module.css';
import { usePaletteGroups } from './use-palette-groups.ts';

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
