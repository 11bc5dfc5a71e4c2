import { IconCrown } from '@tabler/icons-react';
import { useId } from 'react';
import type { RunStatus } from '#core/contract/status.ts';
import { Icon } from '#renderer/components/icon.tsx';
import { Numeric } from '#renderer/components/numeric.tsx';
import { RelativeTime } from '#renderer/components/relative-time.tsx';
import { TrialLink } from '../live/trial-link.tsx';
import classes from './header.module.css';

/** The hero number: the lowest loss so far, since when, and whose it is. */
export function BestLoss({ runKey, best }: { runKey: string; best: RunStatus['best'] }) {
  const labelId = useId();
  return (
    <div className={classes.block}>
      <div className={classes.label} id={labelId}>
        Best loss
      </div>
      {best === null ? (
        <div className={classes.none}>none yet</div>
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
