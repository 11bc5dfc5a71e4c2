import { useEffect, useRef } from 'react';
import { Icon } from '#renderer/components/text/icon.tsx';
import { KeyHint } from '#renderer/components/text/key-hint.tsx';
import type { Action } from '../../stores/action.ts';
import { markTyped } from './match.ts';
import classes from './palette.module.css';

type OptionProps = {
  readonly id: string;
  readonly action: Action;
  readonly query: string;
  readonly on: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
};

/** One action of the palette, with what was typed marked in its name. */
export function Option({ id, action, query, on, onPoint, onChoose }: OptionProps) {
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
