import { Notifications, notifications as toasts } from '@mantine/notifications';
import { useEffect } from 'react';
import { Link } from 'wouter';
import type { Notice } from '../stores/notification-store.ts';
import { useStores } from '../stores/stores.ts';
import classes from './notifications.module.css';

const SHOWN_MILLISECONDS = 8_000;

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

/** Shows each notice for a while in the corner; the list behind Notifications keeps it. */
export function Toasts() {
  const { notifications } = useStores();
  useEffect(
    () =>
      notifications.subscribe(({ notices }, before) => {
        const fresh = notices.filter((notice) => notice.id > (before.notices[0]?.id ?? 0));
        for (const notice of fresh.toReversed()) {
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
  return <Notifications position="bottom-right" limit={3} transitionDuration={120} />;
}
