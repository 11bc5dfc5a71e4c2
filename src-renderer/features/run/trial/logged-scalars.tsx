import { useEffect, useState } from 'react';
import { formatNumber } from '#core/analysis/format.ts';
import type { LoggedScalars as Logged } from '#core/contract/scalars.ts';
import type { Trial } from '#core/contract/trial.ts';
import { fromJsonNumber } from '#core/contract/value.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { Curve } from '../live/curve.tsx';
import { useRunOnScreen } from '../live/run-context.ts';
import classes from './trial.module.css';

/** How often a trial that is evaluated is looked at. */
const LOOK_MILLISECONDS = 3_000;
/** What the run itself writes is the result that stands above. */
const OWN = /^tb\/(result|incumbent)\//;

/** Null until they have been read. A look that fails is left out: the next may not. */
function useScalars({ trial, state }: Trial): Logged | null {
  const { runKey } = useRunOnScreen();
  const { client } = useStores().connection;
  const [logged, setLogged] = useState<Logged | null>(null);
  const live = state === 'evaluating';
  useEffect(() => {
    let isOver = false;
    const look = () => {
      client.run.scalars({ key: runKey, trial }).then(
        (next) => isOver || setLogged(next),
        () => undefined,
      );
    };
    look();
    const timer = live ? setInterval(look, LOOK_MILLISECONDS) : undefined;
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [client, runKey, trial, live]);
  return logged;
}

/** The curves that the function logged for TensorBoard; nothing where it logged none. */
export function LoggedScalars({ trial }: { trial: Trial }) {
  const logged = useScalars(trial);
  const series = (logged?.series ?? [])
    .filter(({ name }) => !OWN.test(name))
    .map(({ name, points }) => ({
      name: name.replace(/^tb(events)?\//, ''),
      points: points.map(([step, value]) => [step, fromJsonNumber(value)] as const),
    }));
  if (series.length === 0) {
    return null;
  }
  return (
    <section>
      <h3>Logged for TensorBoard</h3>
      <ul className={classes.scalars}>
        {series.map(({ name, points }) => {
          const drawn = points.filter(([, value]) => Number.isFinite(value));
          const last = points.at(-1);
          return (
            <li key={name}>
              <span className="mono ellipsis" title={name}>
                {name}
              </span>
              <span>{last && formatNumber(last[1])}</span>
              {drawn.length > 1 && (
                <Curve
                  points={drawn}
                  compared={[]}
                  width={340}
                  height={56}
                  label={`${name} over ${points.length} steps`}
                />
              )}
            </li>
          );
        })}
      </ul>
      {logged?.left_out && <p className="text3 small">{logged.left_out}</p>}
    </section>
  );
}
