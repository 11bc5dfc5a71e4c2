import { absolute, ago } from '#renderer/format/times.ts';
import { useFromNow } from '../hooks/use-now.ts';
import { tip } from '../tips/tip.ts';

/** `12 s ago`, kept up to date; the time itself on hover. */
export function RelativeTime({ at }: { at: string }) {
  const words = useFromNow((now) => ago(at, now));
  return (
    <time dateTime={at} {...tip(absolute(at))}>
      {words}
    </time>
  );
}
