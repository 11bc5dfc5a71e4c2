import { useState } from 'react';
import { typedSource } from '#core/config/edit/text/source-text.ts';
import type { CheckReport } from '#core/contract/setup/check.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { PathText } from '#renderer/components/text/path-text.tsx';
import type { DocumentForm } from '../document/use-document.ts';
import classes from './interpreter.module.css';
import { InterpreterChooser, useInterpreters } from './interpreter-chooser.tsx';

type InterpreterPartProps = {
  readonly interpreter: NonNullable<CheckReport['interpreter']>;
  readonly form: DocumentForm;
};

const KEY = 'incumbent.python';

/** Which Python runs the function and how it was found, and the others to choose from. */
export function InterpreterPart({ interpreter, form }: InterpreterPartProps) {
  const [isOpen, setOpen] = useState(false);
  const search = useInterpreters();
  const { path, version, source } = interpreter;
  const given = form.settings?.textOf(KEY) ?? null;
  const chosen = given === null || given === 'structure' ? null : given.shown;
  const toggle = () => {
    setOpen(!isOpen);
    (isOpen ? search.cancel : search.begin)();
  };
  return (
    <div className={classes.part}>
      <div className={classes.current}>
        <span className={classes.label}>Python</span>
        <div className={classes.found}>
          {path === null ? (
            <span className={classes.bad}>{source || 'not found'}</span>
          ) : (
            <>
              <PathText path={path} />
              <span className="text3 small">{[version, source].filter(Boolean).join(', ')}</span>
            </>
          )}
        </div>
        <Button
          size="small"
          aria-expanded={isOpen}
          unavailable={form.isBehind ? 'The YAML can’t be read just now' : null}
          onClick={toggle}
        >
          Choose another Python
        </Button>
      </div>
      {isOpen && (
        <InterpreterChooser
          search={search}
          chosen={chosen}
          current={path}
          onChoose={(setting) =>
            form.edit(form.settings?.edits(KEY, setting === null ? null : typedSource(setting)) ?? [], KEY)
          }
          onClose={toggle}
        />
      )}
    </div>
  );
}
