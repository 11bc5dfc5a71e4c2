import type { ComponentPropsWithRef } from 'react';

type ScrollerProps = Omit<ComponentPropsWithRef<'section'>, 'tabIndex' | 'aria-label'> & {
  /** What is in it: the keyboard stops here. */
  readonly label: string;
};

/** A part of the page that scrolls by itself and can therefore be reached by the keyboard. */
export function Scroller({ label, ...rest }: ScrollerProps) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: without it only a mouse could scroll here.
  return <section {...rest} aria-label={label} tabIndex={0} />;
}
