import { Link } from 'wouter';
import type { RunStatus } from '#core/contract/run/status.ts';
import { StateMark } from '#renderer/components/text/state-mark.tsx';
import { count } from '#renderer/format/numbers.ts';
import { TRIAL_STATE_WORDS } from '#renderer/format/words.ts';
import { stateAddress } from '../live/trials/trial-address.ts';
import classes from './blocks.module.css';
import { shownCounts } from './collect.ts';

/** How many trials are in each state; each leads to the table with just them. */
export function StateCounts({ runKey, counts }: { runKey: string; counts: RunStatus['counts'] }) {
  const shown = shownCounts(counts);
  return (
    <div className={`${classes.block} ${classes.counts}`}>
      <div className={classes.label}>Trials by state</div>
      <div className={classes.states}>
        {shown.length === 0 && <span className="text3">no trial yet</span>}
        {shown.map((entry) => (
          <Link key={entry.state} href={stateAddress(runKey, entry.state)} className={classes.state}>
            <StateMark state={entry.state} />
            <b>{count(entry.count)}</b>
            {TRIAL_STATE_WORDS[entry.state]}
          </Link>
        ))}
      </div>
    </div>
  );
}
