import { Fragment } from 'react';

/** Words of the engine: what stands in backquotes is a name or a value and drawn as such. */
export function Message({ children }: { children: string }) {
  return children.split('`').map((part, index) =>
    // Every second piece stood between two backquotes.
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text do not move.
      <code key={index} className="mono">
        {part}
      </code>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text do not move.
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
