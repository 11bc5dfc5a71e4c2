import { formatNumber } from '#core/analysis/format.ts';
import { Curve } from '../live/curve.tsx';
import type { Logged } from '../live/use-scalars.ts';
import classes from './trial.module.css';

/** The curves that the function logged for TensorBoard; nothing where it logged none. */
export function LoggedScalars({ logged }: { logged: Logged | null }) {
  if (logged === null || logged.series.length === 0) {
    return null;
  }
  return (
    <section>
      <h3>Logged for TensorBoard</h3>
      <ul className={classes.scalars}>
        {logged.series.map(({ name, points }) => {
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
      {logged.leftOut && <p className="text3 small">{logged.leftOut}</p>}
    </section>
  );
}
