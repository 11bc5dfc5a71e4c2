import { Skeleton } from '#renderer/components/surfaces/skeleton.tsx';
import classes from './home.module.css';

/** The page before its first answer: its places, still. */
export function HomeSkeleton() {
  return (
    <div className={classes.page} aria-busy="true">
      <div className={classes.head}>
        <h1 className="page-title">Runs</h1>
      </div>
      <div className={classes.card}>
        {['a', 'b', 'c'].map((row) => (
          <div key={row} className={classes.skeletonRow}>
            <Skeleton width={160} />
            <Skeleton width={80} />
            <Skeleton width={180} />
          </div>
        ))}
      </div>
    </div>
  );
}
