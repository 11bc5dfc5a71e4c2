import { IconHistory, IconPlayerTrackNext } from '@tabler/icons-react';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Icon } from '#renderer/components/text/icon.tsx';
import { count, counted } from '#renderer/format/numbers.ts';
import { absolute } from '#renderer/format/times.ts';
import { useSelection, useStores } from '#renderer/stores/stores.ts';
import { useRunOnScreen } from '../run-context.ts';
import { useShownTrials } from './shown-trials.tsx';
import classes from './time-bar.module.css';

/** With fewer completed trials there is no past to go to. */
const LEAST_MOMENTS = 2;

/** Goes back in time: every chart and the table as they were when so many trials had ended. At its right end: now. */
export function TimeBar() {
  const { runKey } = useRunOnScreen();
  const { moments, instant } = useShownTrials();
  const store = useStores().selections.of(runKey);
  const chosen = useSelection(runKey, ({ selection }) => selection.moment);
  if (moments < LEAST_MOMENTS) {
    return null;
  }
  const moment = chosen === null ? moments : Math.min(chosen, moments);
  const isPast = moment < moments;
  const go = (to: number) => store.change({ moment: to >= moments ? null : to }, 'moment');
  const words = isPast
    ? `As it was after ${counted(moment, 'trial')}`
    : `Now, after ${counted(moments, 'trial')}`;
  return (
    <div className={classes.bar} data-past={isPast || undefined}>
      <Icon of={IconHistory} small />
      <input
        type="range"
        aria-label="Time"
        aria-valuetext={words}
        className={classes.slider}
        min={0}
        max={moments}
        value={moment}
        style={{ ['--done' as string]: `${(100 * moment) / moments}%` }}
        onChange={({ currentTarget }) => go(Number(currentTarget.value))}
      />
      <span className={classes.words}>
        {isPast ? (
          <>
            <b>after trial {count(moment)}</b> of {count(moments)}
            {instant && <span className="text3">{absolute(instant)}</span>}
          </>
        ) : (
          <span className="text3">live, {counted(moments, 'completed trial')}</span>
        )}
      </span>
      {isPast && (
        <Button size="small" icon={IconPlayerTrackNext} onClick={() => go(moments)}>
          Back to now
        </Button>
      )}
    </div>
  );
}
