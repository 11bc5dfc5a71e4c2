import { useDebouncedCallback } from '@mantine/hooks';
import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { LONGEST_NOTE } from '#core/contract/run/trial.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import { useNotes } from '#renderer/features/run/live/trials/notes.ts';
import { useNoting } from '#renderer/features/run/live/trials/use-noting.ts';
import { READ_ONLY_REASON } from '#renderer/stores/read-only.ts';
import classes from '../trial.module.css';

/** A note is kept when typing rests. */
const REST_MILLISECONDS = 700;

/** The button in the drawer's head. */
export function StarButton({ trial }: { trial: string }) {
  const { runKey } = useRunOnScreen();
  const { onStar } = useNoting();
  const isOn = useNotes(runKey).get(trial)?.star ?? false;
  return (
    <Button
      size="small"
      variant="ghost"
      icon={isOn ? IconStarFilled : IconStar}
      label="Star"
      aria-pressed={isOn}
      className={classes.star}
      unavailable={onStar ? null : READ_ONLY_REASON}
      onClick={() => onStar?.(trial)}
    />
  );
}

/** A few words that stay with the trial; kept by itself, and seen by whoever looks at the run. */
export function NotePart({ trial }: { trial: string }) {
  const { runKey } = useRunOnScreen();
  const { onNote } = useNoting();
  const kept = useNotes(runKey).get(trial)?.note ?? '';
  const [text, setText] = useState(kept);
  const typing = useRef(false);
  // What others write shows at once, except under one's own hands.
  useEffect(() => {
    if (!typing.current) {
      setText(kept);
    }
  }, [kept]);
  const save = useDebouncedCallback(
    (words: string) => {
      typing.current = false;
      onNote?.(trial, words);
    },
    { delay: REST_MILLISECONDS, flushOnUnmount: true },
  );
  if (onNote === null && kept === '') {
    return null;
  }
  return (
    <label className={classes.note}>
      <span className="visually-hidden">Note</span>
      <textarea
        rows={1}
        value={text}
        maxLength={LONGEST_NOTE}
        readOnly={onNote === null}
        placeholder="Add a note"
        onChange={({ currentTarget }) => {
          typing.current = true;
          setText(currentTarget.value);
          save(currentTarget.value);
        }}
        onBlur={() => save.flush()}
        onKeyDown={(event) => {
          // Escape leaves the field first, then the drawer.
          if (event.key === 'Escape') {
            event.stopPropagation();
            event.currentTarget.blur();
          }
        }}
      />
    </label>
  );
}
