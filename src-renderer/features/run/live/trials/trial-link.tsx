import { Link } from 'wouter';
import { trialWords } from '#renderer/format/words.ts';
import { trialAddress } from './trial-address.ts';
import classes from './trial-link.module.css';

/** The name of a trial; leads to its details. */
export function TrialLink({ runKey, trial }: { runKey: string; trial: string }) {
  return (
    <Link href={trialAddress(runKey, trial)} className={`mono ${classes.link}`}>
      {trialWords(trial)}
    </Link>
  );
}
