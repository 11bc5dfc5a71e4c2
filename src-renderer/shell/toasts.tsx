import { Notifications, notifications as toasts } from '@mantine/notifications';
import { useEffect } from 'react';
import { useStores } from '../stores/stores.ts';

const SHOWN_MILLISECONDS = 8_000;

/** Shows each notice for a while in the corner; the list behind Notifications keeps it. */
export function Toasts() {
  const { notifications } = useStores();
  useEffect(
    () =>
      notifications.subscribe(({ notices }, before) => {
        const notice = notices[0];
        if (notice && notice.id !== before.notices[0]?.id) {
          toasts.show({
            title: notice.title,
            message: notice.message,
            autoClose: SHOWN_MILLISECONDS,
            closeButtonProps: { 'aria-label': 'Close' },
          });
        }
      }),
    [notifications],
  );
  return <Notifications position="bottom-right" limit={3} transitionDuration={120} />;
}
