import { type ReactNode, useId } from 'react';
import { tip } from '../tips/tip.ts';
import classes from './card.module.css';

type CardProps = {
  readonly title: string;
  /** A few words beside the title, in the faintest text. */
  readonly caption?: ReactNode;
  /** Controls at the right of the head, Export last. */
  readonly controls?: ReactNode;
  /** One line under the body. */
  readonly note?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

/** A titled region. No cards inside cards. */
export function Card({ title, caption, controls, note, className, children }: CardProps) {
  const titleId = useId();
  return (
    <section className={[classes.card, className].filter(Boolean).join(' ')} aria-labelledby={titleId}>
      <header className={classes.head}>
        <h2 id={titleId}>{title}</h2>
        {caption && (
          <span className={classes.caption} {...tip(typeof caption === 'string' ? caption : null)}>
            {caption}
          </span>
        )}
        {controls && <div className={classes.controls}>{controls}</div>}
      </header>
      <div className={classes.body}>{children}</div>
      {note && <p className={classes.note}>{note}</p>}
    </section>
  );
}
