import { useEffect, useState } from 'react';
import { useStores } from '#renderer/stores/stores.ts';
import { useRunNow, useRunOnScreen } from '../live/run-context.ts';

/** When each living worker gave its last sign of life, by its id. */
export type LastSigns = ReadonlyMap<string, string>;

const LOOK_MILLISECONDS = 5_000;
const NONE: LastSigns = new Map();

/** Looked at again and again while it is shown. A look that fails is left out: the next may not. */
export function useHeartbeats(): LastSigns {
  const { runKey } = useRunOnScreen();
  const { status } = useRunNow();
  const { client } = useStores().connection;
  const [signs, setSigns] = useState(NONE);
  const asks = status.layout === 'incumbent' && status.workers.some(({ alive }) => alive !== false);
  useEffect(() => {
    if (!asks) {
      setSigns(NONE);
      return;
    }
    let isOver = false;
    const look = () => {
      client.run.heartbeats({ key: runKey }).then(
        (beats) => isOver || setSigns(new Map(beats.flatMap(({ worker, at }) => (at ? [[worker, at]] : [])))),
        () => undefined,
      );
    };
    look();
    const timer = setInterval(look, LOOK_MILLISECONDS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [client, runKey, asks]);
  return signs;
}
