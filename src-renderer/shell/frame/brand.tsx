import classes from './rail.module.css';

/** The mark: a trajectory that ends in its incumbent. */
export function Brand() {
  return (
    <div className={classes.brand}>
      <svg viewBox="0 0 20 20" fill="none" aria-hidden="true">
        <rect width="20" height="20" rx="5" fill="var(--ink)" />
        <path
          d="M4 5.5h3.5v4H11v3.2h5"
          stroke="var(--on-ink)"
          strokeWidth="1.8"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="16" cy="12.7" r="1.9" fill="var(--incumbent)" stroke="var(--ink)" strokeWidth=".8" />
      </svg>
      <span className={classes.word}>Incumbent</span>
    </div>
  );
}
