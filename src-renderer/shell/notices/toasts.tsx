import { Notifications, notifications as toasts } from '@mantine/notifications';
import { useEffect } from 'react';
import { Link, useRoute } from 'wouter';
import { addresses, RUN_ROUTE } from '#renderer/routing/addresses.ts';
import type { Notice } from '#renderer/stores/notification-store.ts';
import { useStores } from '#renderer/stores/stores.ts';
import classes from './notifications.module.css';

const SHOWN_MILLISECONDS = 8_000;
const AT_ONCE = 3;

function ToastWords({ notice }: { notice: Notice }) {
  return (
    <>
      {notice.message}
      {notice.address && (
        <Link href={notice.address} className={classes.show} aria-label={`Show: ${notice.title}`}>
          Show
        </Link>
      )}
    </>
  );
}

/** What keeps the corner clear of the controls that stand there on this screen. */
function useClearance() {
  const [isRun, of] = useRoute(RUN_ROUTE);
  const [isNewRun] = useRoute(addresses.newRun);
  if (isRun) {
    return { className: of.tab === 'trials' ? classes.aboveTableFoot : classes.aboveTimeBar };
  }
  return isNewRun ? { className: classes.aboveSideFoot } : {};
}

/** Shows notices for a while in the corner, of many only a few; the list behind Notifications keeps all. */
export function Toasts() {
  const { notifications } = useStores();
  const clearance = useClearance();
  useEffect(
    () =>
      notifications.subscribe(({ notices }, before) => {
        const fresh = notices.filter((notice) => notice.id > (before.notices[0]?.id ?? 0));
        // Those that still wait for a place would cover the corner long after it happened.
        toasts.cleanQueue();
        for (const notice of fresh.slice(0, AT_ONCE).toReversed()) {
          toasts.show({
            title: notice.title,
            message: <ToastWords notice={notice} />,
            autoClose: SHOWN_MILLISECONDS,
            closeButtonProps: { 'aria-label': 'Close' },
          });
        }
      }),
    [notifications],
  );
  return <Notifications position="bottom-right" limit={AT_ONCE} transitionDuration={120} {...clearance} />;
}
