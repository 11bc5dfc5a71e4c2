import classes from './skeleton.module.css';

/** A still block where something will be; appears only after 400 ms, so that quick answers do not flicker. */
export function Skeleton({ width = '100%', height = 16 }: { width?: number | string; height?: number }) {
  return <span className={classes.block} style={{ width, height }} aria-hidden="true" />;
}
