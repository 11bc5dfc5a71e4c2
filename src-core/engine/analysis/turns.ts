/** One at a time, in the order in which they came. */
export type Turns = {
  /**
   * Waits for its turn.
   *
   * @returns what ends the turn; null where the signal aborted before it came
   */
  take(signal: AbortSignal): Promise<(() => void) | null>;
};

export function createTurns(): Turns {
  const waiting: (() => void)[] = [];
  let taken = false;
  const next = () => {
    const first = waiting.shift();
    if (first === undefined) {
      taken = false;
    } else {
      first();
    }
  };
  return {
    take: async (signal) => {
      if (signal.aborted) {
        return null;
      }
      if (taken) {
        const came = await new Promise<boolean>((resolve) => {
          const mine = () => {
            signal.removeEventListener('abort', gone);
            resolve(true);
          };
          const gone = () => {
            waiting.splice(waiting.indexOf(mine), 1);
            resolve(false);
          };
          waiting.push(mine);
          signal.addEventListener('abort', gone, { once: true });
        });
        if (!came) {
          return null;
        }
      }
      taken = true;
      let ended = false;
      return () => {
        if (!ended) {
          ended = true;
          next();
        }
      };
    },
  };
}
