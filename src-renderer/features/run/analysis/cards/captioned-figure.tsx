import { type ReactNode, useId } from 'react';

type CaptionedFigureProps = {
  readonly label: string;
  /** What the figure shows, for those who do not see it. */
  readonly caption: string;
  readonly children: ReactNode;
};

/** A chart with its text alternative. */
export function CaptionedFigure({ label, caption, children }: CaptionedFigureProps) {
  const id = useId();
  return (
    <figure aria-label={label} aria-describedby={id}>
      <figcaption id={id} className="visually-hidden">
        {caption}
      </figcaption>
      {children}
    </figure>
  );
}
