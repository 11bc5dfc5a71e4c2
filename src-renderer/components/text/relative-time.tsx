import { absolute, ago, isTime } from '#renderer/format/times.ts';
import { useFromNow } from '../hooks/use-now.ts';
import { tip } from '../tips/tip.ts';

/** `12 s ago`, kept up to date; the time itself on hover. Text that is no time is shown as it is, and nothing if it is empty. */
export function RelativeTime({ at }: { at: string }) {
  const words = useFromNow((now) => ago(at, now));
  if (!isTime(at)) {
    return at;
  }
  return (
    <time dateTime={at} {...tip(absolute(at))}>
      {words}
    </time>
  );
}
