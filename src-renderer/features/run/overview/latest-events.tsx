import {
  IconAlertTriangle,
  IconCircleX,
  IconCrown,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlugConnected,
  IconPlugConnectedX,
  type IconProps,
} from '@tabler/icons-react';
import { type ComponentType, memo } from 'react';
import type { RunEvent } from '#core/contract/run/run-view.ts';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { Icon } from '#renderer/components/text/icon.tsx';
import { RelativeTime } from '#renderer/components/text/relative-time.tsx';
import { useShownTrials } from '../live/filter/shown-trials.tsx';
import { useRunNow, useRunOnScreen } from '../live/run-context.ts';
import { TrialLink } from '../live/trials/trial-link.tsx';
import classes from './overview.module.css';

const ICONS: Readonly<Record<RunEvent['kind'], ComponentType<IconProps>>> = {
  'new-best': IconCrown,
  failed: IconCircleX,
  crashed: IconCircleX,
  'worker-joined': IconPlugConnected,
  'worker-left': IconPlugConnectedX,
  'worker-died': IconAlertTriangle,
  stopped: IconPlayerStop,
  launched: IconPlayerPlay,
};

const MOST_SHOWN = 20;

function keyOf(event: RunEvent): string {
  return [event.kind, event.at, event.trial, event.message].join(' ');
}

/** `Worker a left: stopped by the app` in two lines, so that neither is cut where there is room for both. */
function inTwo({ message }: RunEvent): readonly [string, string | null] {
  const at = message.indexOf(': ');
  return at < 0 ? [message, null] : [message.slice(0, at), message.slice(at + 2)];
}

type EventLineProps = { readonly event: RunEvent; readonly runKey: string };

/** Drawn once: an event stays what it is. */
const EventLine = memo(function EventLine({ event, runKey }: EventLineProps) {
  const [what, why] = inTwo(event);
  return (
    <li className={classes.event} data-kind={event.kind}>
      <Icon of={ICONS[event.kind]} />
      <div className="grow">
        <div className={classes.eventLine}>
          <span className="grow ellipsis" title={event.message}>
            {what}
          </span>
          <span className="text3 small">
            <RelativeTime at={event.at} />
          </span>
        </div>
        {(event.trial !== null || why !== null) && (
          <div className="text3 small ellipsis" title={why ?? undefined}>
            {event.trial !== null && <TrialLink runKey={runKey} trial={event.trial} />}
            {event.trial !== null && why !== null && ' · '}
            {why}
          </div>
        )}
      </div>
    </li>
  );
});

/** New bests, failures, workers that came and went. */
export function LatestEvents() {
  const { runKey } = useRunOnScreen();
  const { events: all } = useRunNow();
  const { instant } = useShownTrials();
  const events = instant === null ? all : all.filter(({ at }) => at <= instant);
  return (
    <Card title="Latest events" className={classes.eventsCard}>
      {events.length === 0 ? (
        <p className={classes.nothing}>
          {instant === null
            ? 'New bests, failures, and workers that come and go are told here.'
            : 'None of the latest events is so old.'}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
        <ul className={classes.events} tabIndex={0} aria-label="Latest events">
          {events.slice(0, MOST_SHOWN).map((event) => (
            <EventLine key={keyOf(event)} event={event} runKey={runKey} />
          ))}
        </ul>
      )}
    </Card>
  );
}
