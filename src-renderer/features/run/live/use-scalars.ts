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

const NOTHING: ReadonlyMap<string, Logged> = new Map();

/**
 * What trials logged for TensorBoard, by their names, looked at again every so many milliseconds while one of them is
 * evaluated. A look that fails is left out: the next may not.
 */
export function useScalars(trials: readonly Trial[], every: number): ReadonlyMap<string, Logged> {
  const { runKey } = useRunOnScreen();
  const { client } = useStores().connection;
  const [{ of, logged }, setLogged] = useState({ of: runKey, logged: NOTHING });
  const names = JSON.stringify(trials.map(({ trial }) => trial));
  const live = trials.some(({ state }) => state === 'evaluating');
  useEffect(() => {
    let isOver = false;
    const lookAt = async (trial: string) => {
      const scalars = await client.run.scalars({ key: runKey, trial }).catch(() => null);
      if (!isOver && scalars !== null) {
        setLogged((before) => {
          const known = before.of === runKey ? before.logged : NOTHING;
          return { of: runKey, logged: new Map(known).set(trial, loggedOf(scalars)) };
        });
      }
    };
    const look = () => {
      for (const name of JSON.parse(names) as readonly string[]) {
        void lookAt(name);
      }
    };
    look();
    const timer = live ? setInterval(look, every) : undefined;
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [client, runKey, names, live, every]);
  return of === runKey ? logged : NOTHING;
}
