import { useLayoutEffect, useMemo, useRef } from 'react';
import { CopyButton } from '#renderer/components/buttons/copy-button.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { Scroller } from '#renderer/components/surfaces/scroller.tsx';
import { Skeleton } from '#renderer/components/surfaces/skeleton.tsx';
import { logText } from '#renderer/format/log-text.ts';
import { bytes } from '#renderer/format/numbers.ts';
import classes from './log-view.module.css';
import { type ReadPiece, useLog } from './use-log.ts';

type LogViewProps = {
  /** The accessible name: `Log of trial 7`. */
  readonly label: string;
  readonly read: ReadPiece;
  /** Whether it may still grow. */
  readonly live: boolean;
  /** Where nothing was written. */
  readonly empty: string;
};

/** Nearer to its end than this, the view goes along with what is added. */
const FOLLOW_PIXELS = 24;

/** A log as it grows; follows its end until the reader scrolls up. */
export function LogView({ label, read, live, empty }: LogViewProps) {
  const { log, error } = useLog(read, live);
  const place = useRef<HTMLElement>(null);
  const follows = useRef(true);
  const text = useMemo(() => logText(log?.text ?? ''), [log]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view moves when the text does.
  useLayoutEffect(() => {
    if (place.current && follows.current) {
      place.current.scrollTop = place.current.scrollHeight;
    }
  }, [text]);
  const scrolled = () => {
    const { current } = place;
    follows.current =
      current !== null && current.scrollHeight - current.scrollTop - current.clientHeight < FOLLOW_PIXELS;
  };
  if (!log) {
    return error ? <ErrorNotice title="The log cannot be read" error={error} /> : <Skeleton height={120} />;
  }
  return (
    <div className={classes.log}>
      {error && <ErrorNotice title="The log cannot be read just now" error={error} tone="warning" />}
      {text === '' ? (
        <p className="text3">{empty}</p>
      ) : (
        <Scroller ref={place} className={classes.text} label={label} onScroll={scrolled}>
          {text}
        </Scroller>
      )}
      <div className={classes.foot}>
        <span className="grow ellipsis">
          {log.from > 0 ? `The last ${bytes(log.size - log.from)} of ${bytes(log.size)}` : bytes(log.size)}
          {live && ' · follows as it grows'}
        </span>
        {text !== '' && <CopyButton text={text}>Copy log</CopyButton>}
      </div>
    </div>
  );
}
