import { Link } from 'wouter';
import { trialAddress } from './trial-address.ts';
import classes from './trial-link.module.css';

/** A trial's name in running text: a bare number would not say what it counts. */
export function trialWords(trial: string): string {
  return /^\d+$/.test(trial) ? `trial ${trial}` : trial;
}

/** The name of a trial; leads to its details. */
export function TrialLink({ runKey, trial }: { runKey: string; trial: string }) {
  return (
    <Link href={trialAddress(runKey, trial)} className={`mono ${classes.link}`}>
      {trialWords(trial)}
    </Link>
  );
}
