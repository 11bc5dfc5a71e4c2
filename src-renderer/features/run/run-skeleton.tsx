import { Skeleton } from '#renderer/components/surfaces/skeleton.tsx';
import classes from './run-screen.module.css';

/** The layout of a run, before anything of it is known. */
export function RunSkeleton() {
  return (
    <div className={classes.skeleton} aria-busy="true">
      <h1 className="visually-hidden">Reading the run</h1>
      <div className={classes.skeletonHead}>
        <Skeleton width={320} height={24} />
        <Skeleton width="100%" height={72} />
        <Skeleton width={400} height={20} />
      </div>
      <div className={classes.skeletonBody}>
        <Skeleton height={288} />
        <p className={`text3 small ${classes.late}`}>Reading the run…</p>
      </div>
    </div>
  );
}
