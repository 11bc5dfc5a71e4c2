import { useState } from 'react';
import { useStore } from 'zustand';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { askForSystemPermission, systemPermission } from '../../host/system-notices.ts';
import type { NoticeSettings } from '../../stores/notice-settings-store.ts';
import { useStores } from '../../stores/stores.ts';
import classes from './settings.module.css';

const KINDS = [
  { kind: 'newBest', label: 'New best', about: 'of a running run, at most once a minute each' },
  { kind: 'failures', label: 'Many failures', about: 'five of the last ten evaluations of a run failed' },
  { kind: 'ended', label: 'A run ended', about: 'it finished, failed or stalled' },
] as const satisfies readonly { kind: keyof NoticeSettings; label: string; about: string }[];

function Choice({ kind, label, about }: (typeof KINDS)[number]) {
  const { noticeSettings } = useStores();
  const on = useStore(noticeSettings, (settings) => settings[kind]);
  return (
    <li className={classes.choice}>
      <Checkbox label={label} checked={on} onChange={(next) => noticeSettings.setState({ [kind]: next })} />
      <span className="text3">{about}</span>
    </li>
  );
}

const REFUSED = {
  denied:
    'This page may not show them: allow notifications for it in the browser’s settings, then choose this again.',
  default: 'The question of the browser was not answered.',
  missing: 'This browser can not show them.',
} as const;

function SystemChoice() {
  const { noticeSettings } = useStores();
  const wanted = useStore(noticeSettings, (settings) => settings.system);
  const [permission, setPermission] = useState(systemPermission);
  const [asked, setAsked] = useState(false);
  const change = async (on: boolean) => {
    const answer = on ? await askForSystemPermission() : permission;
    setAsked(on);
    setPermission(answer);
    noticeSettings.setState({ system: on && answer === 'granted' });
  };
  const refused = permission === 'granted' || !(asked || wanted) ? null : REFUSED[permission];
  return (
    <li className={classes.choice}>
      <Checkbox
        label="Show them through the system too"
        checked={wanted && permission === 'granted'}
        onChange={(on) => void change(on)}
      />
      <span className="text3">while this page is in the background</span>
      {refused && <p role="alert">{refused}</p>}
    </li>
  );
}

/** What a person is told of runs that are not on screen. */
export function NotificationsCard() {
  return (
    <Card title="Notifications" caption="Never of the run that you are looking at.">
      <ul>
        {KINDS.map((each) => (
          <Choice key={each.kind} {...each} />
        ))}
        <SystemChoice />
      </ul>
    </Card>
  );
}
