import { Popover } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useStore } from 'zustand';
import { Button } from '#renderer/components/buttons/button.tsx';
import { RelativeTime } from '#renderer/components/text/relative-time.tsx';
import type { Notice } from '#renderer/stores/notification-store.ts';
import { useStores } from '#renderer/stores/stores.ts';
import classes from './notifications.module.css';

function NoticeRow({ notice, onGo }: { notice: Notice; onGo: () => void }) {
  return (
    <li className={classes.notice} data-tone={notice.tone}>
      <div className={classes.words}>
        {notice.address ? (
          <Link href={notice.address} className={classes.title} onClick={onGo}>
            {notice.title}
          </Link>
        ) : (
          <span className={classes.title}>{notice.title}</span>
        )}
        {notice.message && <p className={classes.message}>{notice.message}</p>}
      </div>
      <span className={classes.when}>
        <RelativeTime at={notice.at} />
      </span>
    </li>
  );
}

/** What happened elsewhere, newest first. Opening it marks everything as seen. */
export function NotificationsMenu() {
  const { notifications } = useStores();
  const { notices, unseen } = useStore(notifications);
  const [opened, setOpened] = useState(false);
  const change = (open: boolean) => {
    setOpened(open);
    notifications.markSeen();
  };
  return (
    <Popover opened={opened} onChange={change} position="bottom-end" width={360} trapFocus>
      <Popover.Target>
        <Button
          variant="ghost"
          icon={IconBell}
          aria-expanded={opened}
          aria-label={unseen > 0 ? `Notifications, ${unseen} new` : 'Notifications'}
          onClick={() => change(!opened)}
        >
          <span className={classes.word}>Notifications</span>
          {/* The number is drawn alone: the name of the button says it in words. */}
          {unseen > 0 && <b className={classes.unseen} data-count={unseen} aria-hidden="true" />}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label="Notifications">
        {notices.length === 0 ? (
          <p className={classes.nothing}>Nothing has happened since this page was opened.</p>
        ) : (
          <>
            <ul>
              {notices.map((notice) => (
                <NoticeRow key={notice.id} notice={notice} onGo={() => setOpened(false)} />
              ))}
            </ul>
            <Button variant="ghost" size="small" onClick={notifications.clear}>
              Clear
            </Button>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
