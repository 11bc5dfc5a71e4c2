import { type ComponentType, lazy, useEffect, useState } from 'react';
import { messageOf } from '#core/contract/errors.ts';

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
  let waiting: ComponentType<Props> | null = null;
  let failures = 0;
  const forget = () => {
    waiting = null;
    failures += 1;
  };
  const wait = () => {
    waiting ??= lazy(async () => ({
      default: await once().catch(async (error: unknown) => {
        if (failures > 0) {
          await loadPageAnew();
        }
        return lostPart(error, forget);
      }),
    })) as ComponentType<Props>;
    return waiting;
  };
  return {
    Part: (props) => {
      // One that was mounted before it was loaded stays what it is.
      const [Shown] = useState<ComponentType<Props>>(() => loaded ?? wait());
      return <Shown {...props} />;
    },
    preload: async () => {
      await once().catch(() => undefined);
    },
  };
}

/**
 * Browsers may keep that a file could not be fetched for as long as the page lives. A new page fetches it; where its
 * host does not answer, what is on screen is worth more.
 */
async function loadPageAnew(): Promise<void> {
  const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => null);
  if (answer?.ok) {
    location.reload();
  }
}

/**
 * What stands for a part that could not be loaded: it gives the fault to whoever keeps faults of screens, once it is
 * mounted, so that the part is loaded anew when it is shown again. Thrown at once it would be loaded without end, since
 * React shows again what threw while it waited.
 */
function lostPart(error: unknown, forget: () => void): ComponentType<object> {
  const words = `This part of the page could not be loaded: ${messageOf(error)}`;
  return () => {
    const [, fail] = useState(false);
    useEffect(() => {
      forget();
      fail(() => {
        throw new Error(words, { cause: error });
      });
    }, []);
    return null;
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
