import { absolute, ago } from '../format/times.ts';
import { tip } from './tip.ts';
import { useFromNow } from './use-now.ts';

/** `12 s ago`, kept up to date; the time itself on hover. */
export function RelativeTime({ at }: { at: string }) {
  const words = useFromNow((now) => ago(at, now));
  return (
    <time dateTime={at} {...tip(absolute(at))}>
      {words}
    </time>
  );
}
