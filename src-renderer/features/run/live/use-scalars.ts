import { useEffect, useState } from 'react';
import type { LoggedScalars } from '#core/contract/scalars.ts';
import type { Trial } from '#core/contract/trial.ts';
import { fromJsonNumber } from '#core/contract/value.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useRunOnScreen } from './run-context.ts';

/** How often the details look at a trial that is evaluated. */
export const LOOK_MILLISECONDS = 3_000;

/** What the run itself writes for TensorBoard is the result that it tells anyway. */
const OWN = /^tb\/(result|incumbent)\//;

/** One series that an evaluation logged, under the name that it gave it. */
export type LoggedSeries = {
  readonly name: string;
  readonly points: readonly (readonly [step: number, value: number])[];
};
/** What an evaluation logged for TensorBoard, and what is not told of it in words. */
export type Logged = { readonly series: readonly LoggedSeries[]; readonly leftOut: string | null };

function loggedOf({ series, left_out }: LoggedScalars): Logged {
  return {
    series: series
      .filter(({ name }) => !OWN.test(name))
      .map(({ name, points }) => ({
        name: name.replace(/^tb(events)?\//, ''),
        points: points.map(([step, value]) => [step, fromJsonNumber(value)] as const),
      })),
    leftOut: left_out,
  };
}

/**
 * What a trial logged for TensorBoard, looked at again every so many milliseconds while it is evaluated; null until it has
 * been read, and without a trial. A look that fails is left out: the next may not.
 */
export function useScalars(trial: Trial | null, every: number): Logged | null {
  const { runKey } = useRunOnScreen();
  const { client } = useStores().connection;
  const [logged, setLogged] = useState<Logged | null>(null);
  const name = trial?.trial ?? null;
  const live = trial?.state === 'evaluating';
  useEffect(() => {
    if (name === null) {
      setLogged(null);
      return;
    }
    let isOver = false;
    const look = () => {
      client.run.scalars({ key: runKey, trial: name }).then(
        (next) => isOver || setLogged(loggedOf(next)),
        () => undefined,
      );
    };
    look();
    const timer = live ? setInterval(look, every) : undefined;
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [client, runKey, name, live, every]);
  return logged;
}
