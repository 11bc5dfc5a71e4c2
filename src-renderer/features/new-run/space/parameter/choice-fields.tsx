import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import type { ParameterDraft } from '#core/config/edit/parameters/parameter-draft.ts';
import { withChoices } from '#core/config/edit/parameters/parameter-edits.ts';
import { typedSource } from '#core/config/edit/text/source-text.ts';
import { Icon } from '#renderer/components/text/icon.tsx';
import type { EditDocument } from '#renderer/features/new-run/document/use-document.ts';
import classes from './choice-fields.module.css';

type ChoiceFieldsProps = { readonly draft: ParameterDraft; readonly edit: EditDocument };

/** The choices of a categorical parameter as chips; several typed at once are told apart by commas. */
export function ChoiceFields({ draft, edit }: ChoiceFieldsProps) {
  const { name, choices } = draft;
  const [typed, setTyped] = useState('');
  const sources = choices.map(({ source }) => source);

  const add = (text: string) => {
    const added = text
      .split(',')
      .filter((part) => part.trim() !== '')
      .map((part) => typedSource(part));
    setTyped('');
    if (added.length > 0) {
      edit(withChoices(draft, [...sources, ...added]), null);
    }
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') {
      add(typed);
    } else if (event.key === 'Backspace' && typed === '' && sources.length > 1) {
      edit(withChoices(draft, sources.slice(0, -1)), null);
    }
  };
  return (
    <div className={classes.choices}>
      {choices.map(({ shown, source }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: while it is being mended a choice may be there twice.
        <span key={`${index}-${source}`} className={classes.choice}>
          {shown}
          <button
            type="button"
            aria-label={`Remove ${shown} from ${name}`}
            onClick={() => edit(withChoices(draft, sources.toSpliced(index, 1)), null)}
          >
            <Icon of={IconX} small />
          </button>
        </span>
      ))}
      <input
        type="text"
        className={classes.addChoice}
        aria-label={`Add a choice to ${name}`}
        placeholder="+ Add"
        value={typed}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={press}
        onBlur={() => add(typed)}
      />
    </div>
  );
}
