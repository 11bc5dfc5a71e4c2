import { useEffect, useRef, useState } from 'react';
import { type Logged, loggedByTrial } from '#core/analysis/charts/learning-curve.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useRunOnScreen } from '../run-context.ts';

/** When what was looked at last, by its name, in milliseconds. */
type LookTimes = ReadonlyMap<string, number>;

/** A timer may be a little early. */
const EARLY = 0.5;

/**
 * Which of some things are to be looked at now, those that were not yet and those whose time has come again, and what is
 * known of their times then. What is asked for no more is forgotten.
 */
export function dueLooks(
  before: LookTimes,
  asked: readonly string[],
  { now, every }: { readonly now: number; readonly every: number },
): { readonly due: readonly string[]; readonly times: LookTimes } {
  const due = asked.filter((name) => now - (before.get(name) ?? Number.NEGATIVE_INFINITY) > every * EARLY);
  const isDue = new Set(due);
  return {
    due,
    times: new Map(asked.map((name) => [name, isDue.has(name) ? now : (before.get(name) ?? now)])),
  };
}

/** How often the details look at a trial that is evaluated. */
export const LOOK_MILLISECONDS = 3_000;

type LoggedByTrial = ReadonlyMap<string, Logged>;

const NOTHING: LoggedByTrial = new Map();

/** What is known, with the newest of one trial, and without trials that nobody asks for any more. */
function withLogged(
  known: LoggedByTrial,
  names: ReadonlySet<string>,
  newest: [string, Logged],
): LoggedByTrial {
  return new Map([...[...known].filter(([name]) => names.has(name)), newest]);
}

/** What is asked for now: of a run, its trials with their states. */
type Asked = { readonly runKey: string; readonly names: ReadonlySet<string> };

/**
 * What trials logged for TensorBoard, by their names, looked at again every so many milliseconds while one of them is
 * evaluated, and when its state changes. A look that fails is left out: the next may not.
 */
export function useScalars(trials: readonly Trial[], every: number): LoggedByTrial {
  const { runKey } = useRunOnScreen();
  const { client } = useStores().connection;
  const [{ of, logged }, setLogged] = useState({ of: runKey, logged: NOTHING });
  const asked = useRef<Asked>({ runKey, names: new Set() });
  const times = useRef<LookTimes>(new Map());
  const wishes = JSON.stringify(trials.map(({ trial, state }) => [trial, state]));
  const live = trials.some(({ state }) => state === 'evaluating');
  useEffect(() => {
    const wanted = JSON.parse(wishes) as readonly (readonly [trial: string, state: string])[];
    const byWish = new Map(wanted.map((wish) => [JSON.stringify([runKey, ...wish]), wish[0]]));
    asked.current = { runKey, names: new Set(byWish.values()) };
    const lookAt = async (trial: string) => {
      const scalars = await client.run.scalars({ key: runKey, trial }).catch(() => null);
      const { names, runKey: present } = asked.current;
      // An answer counts though others have been asked for meanwhile: trials may come and go faster than the disk answers.
      if (scalars !== null && present === runKey && names.has(trial)) {
        setLogged((before) => {
          const known = before.of === runKey ? before.logged : NOTHING;
          return { of: runKey, logged: withLogged(known, names, [trial, loggedByTrial(scalars)]) };
        });
      }
    };
    const look = () => {
      const next = dueLooks(times.current, [...byWish.keys()], { now: performance.now(), every });
      times.current = next.times;
      for (const wish of next.due) {
        void lookAt(byWish.get(wish) ?? '');
      }
    };
    look();
    const timer = live ? setInterval(look, every) : undefined;
    return () => clearInterval(timer);
  }, [client, runKey, wishes, live, every]);
  return of === runKey ? logged : NOTHING;
}
