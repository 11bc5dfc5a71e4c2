import { IconCrown } from '@tabler/icons-react';
import { useId } from 'react';
import { Link } from 'wouter';
import type { RunStatus } from '#core/contract/run/status.ts';
import { Icon } from '#renderer/components/text/icon.tsx';
import { Numeric } from '#renderer/components/text/numeric.tsx';
import { RelativeTime } from '#renderer/components/text/relative-time.tsx';
import { addresses } from '#renderer/routing/addresses.ts';
import { useRun } from '#renderer/stores/stores.ts';
import { objectivesOf } from '../live/trials/objectives.ts';
import { TrialLink } from '../live/trials/trial-link.tsx';
import classes from './blocks.module.css';

/** Without a best loss: either none has come yet, or no single one can be the best. */
function NoBest({ runKey }: { runKey: string }) {
  const objectives = useRun(runKey, ({ trials }) => objectivesOf(trials));
  if (objectives === 1) {
    return <div className={classes.none}>none yet</div>;
  }
  return (
    <>
      <div className={classes.none}>{objectives} objectives</div>
      <div className={classes.under}>
        <Link href={addresses.run(runKey, 'analysis')}>Pareto front</Link>
      </div>
    </>
  );
}

/** The hero number: the lowest loss so far, since when, and whose it is. */
export function BestLoss({ runKey, best }: { runKey: string; best: RunStatus['best'] }) {
  const labelId = useId();
  return (
    <div className={classes.block}>
      <div className={classes.label} id={labelId}>
        Best loss
      </div>
      {best === null ? (
        <NoBest runKey={runKey} />
      ) : (
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: a number with its label is no set of fields. */}
          <div className={classes.best} role="group" aria-labelledby={labelId}>
            <Icon of={IconCrown} />
            <Numeric value={best.loss} className={classes.big} />
          </div>
          <div className={classes.under}>
            {best.ended_at !== null && (
              <>
                <RelativeTime at={best.ended_at} /> ·{' '}
              </>
            )}
            <TrialLink runKey={runKey} trial={best.trial} />
          </div>
        </>
      )}
    </div>
  );
}
