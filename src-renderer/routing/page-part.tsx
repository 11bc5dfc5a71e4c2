import { type ComponentType, lazy, useState } from 'react';

/** A part of the page that has a file of its own. */
type PagePart<Props> = {
  /** Shows it at once where it is loaded, and suspends until it is otherwise. */
  readonly Part: ComponentType<Props>;
  /** Loads it now, so that it needs no waiting later. What fails is tried again when it is shown. */
  readonly preload: () => Promise<void>;
};

/**
 * A part that is loaded when it is first shown, or before. Unlike one of React's `lazy` it suspends never once it is
 * loaded: React holds back what follows a suspension for up to 300 ms, so that pictures do not flicker.
 */
export function pagePart<Props extends object>(load: () => Promise<ComponentType<Props>>): PagePart<Props> {
  let loaded: ComponentType<Props> | null = null;
  const once = async () => {
    loaded ??= await load();
    return loaded;
  };
  const Waiting = lazy(async () => ({ default: await once() }));
  return {
    Part: (props) => {
      // One that was mounted before it was loaded stays what it is.
      const [Shown] = useState<ComponentType<Props>>(() => loaded ?? (Waiting as ComponentType<Props>));
      return <Shown {...props} />;
    },
    preload: async () => {
      await once().catch(() => undefined);
    },
  };
}

type Preloadable = Pick<PagePart<object>, 'preload'>;

/** Safari has no idle time to give away: there a while has to do. */
const LATER_MILLISECONDS = 200;

function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(act);
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(act, LATER_MILLISECONDS);
  return () => clearTimeout(timer);
}

/** Loads parts one after the other whenever the page has nothing else to do. Answers how to leave off. */
export function preloadWhenIdle(parts: readonly Preloadable[]): () => void {
  let cancel: (() => void) | null = null;
  const next = ([part, ...rest]: readonly Preloadable[]) => {
    if (part === undefined) {
      return;
    }
    cancel = whenIdle(() => {
      void part.preload().then(() => cancel !== null && next(rest));
    });
  };
  next(parts);
  return () => {
    cancel?.();
    cancel = null;
  };
}
