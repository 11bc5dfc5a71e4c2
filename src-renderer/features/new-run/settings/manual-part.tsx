import { useEffect, useState } from 'react';
import { Message } from '#renderer/components/text/message.tsx';
import { type ManualText, manualOf } from './optimizer-manual.ts';
import classes from './settings.module.css';

/** How an optimizer works and whose work it is, out of the manual; fetched when it is opened. */
export function ManualPart({ name, title }: { readonly name: string; readonly title: string }) {
  const [page, setPage] = useState<string | null>(null);
  useEffect(() => {
    void import('../../../../docs/optimizers.md?raw').then(({ default: text }) => setPage(text));
  }, []);
  const text: ManualText = page === null ? [] : manualOf(page, name);
  return (
    <section className={classes.manual} aria-label={`Manual of ${title}`}>
      {text.map((paragraph) => (
        <p key={paragraph}>
          <Message>{paragraph}</Message>
        </p>
      ))}
    </section>
  );
}
