import { useEffect, useRef, useState } from 'react';
import type { Diagnosis } from '#core/contract/run/diagnosis.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { useRunNow, useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import { counted } from '#renderer/format/numbers.ts';
import { type Refusal, refusalOf } from '#renderer/host/refusal.ts';
import { useHost, useStores } from '#renderer/stores/stores.ts';
import classes from './doctor.module.css';
import { Findings, hasOneAnswer, MEND_ALL, type MendWish } from './findings.tsx';

type Look = {
  readonly isBusy: boolean;
  readonly diagnosis: Diagnosis | null;
  readonly error: Refusal | null;
};

/** What is wrong with the directory of the run, how that is known, and what mends it. */
export function Doctor() {
  const { runKey: key, facts } = useRunOnScreen();
  const { status } = useRunNow();
  const { client } = useStores().connection;
  const isReadOnlyHost = useHost((state) => state.info?.read_only ?? false);
  const [{ isBusy, diagnosis, error }, setLook] = useState<Look>({
    isBusy: false,
    diagnosis: null,
    error: null,
  });
  const show = async (call: () => Promise<Diagnosis>) => {
    setLook({ isBusy: true, diagnosis, error: null });
    try {
      setLook({ isBusy: false, diagnosis: await call(), error: null });
    } catch (thrown) {
      setLook({ isBusy: false, diagnosis, error: refusalOf(thrown) });
    }
  };
  useExamineStale(status, () => void show(() => client.run.doctor({ key })));
  const busy = isBusy ? 'It is being looked at.' : null;
  const mend = (wish: MendWish) => {
    const { all } = wish;
    const [requeue, crash, keep] = [[...wish.requeue], [...wish.crash], [...wish.keep]];
    return show(() => client.run.mend({ key, all, requeue, crash, keep }));
  };
  const mayMend = !isReadOnlyHost && facts.read_only_because === null;
  return (
    <Card
      title="Doctor"
      caption={captionOf(diagnosis)}
      className={classes.doctor}
      controls={
        <>
          {mayMend && diagnosis?.findings.some(hasOneAnswer) && (
            <Button
              size="small"
              variant="primary"
              unavailable={busy}
              onClick={() => mend(MEND_ALL)}
              label="Mend all that has one answer"
            >
              Mend
            </Button>
          )}
          <Button size="small" onClick={() => show(() => client.run.doctor({ key }))} unavailable={busy}>
            {diagnosis === null ? 'Examine the run' : 'Examine again'}
          </Button>
        </>
      }
    >
      {error && <ErrorNotice error={error} title="That could not be done" />}
      {diagnosis === null ? (
        <p className="text3">
          Compares journal and files, and looks for what dead workers left. Writes nothing.
        </p>
      ) : (
        <Findings diagnosis={diagnosis} busy={busy} onMend={mayMend ? mend : null} />
      )}
    </Card>
  );
}

/** More trials are examined when somebody asks for it. */
const MOST_EXAMINED = 5_000;

/** Stale trials wait for a decision: their evidence is gathered as soon as somebody looks. */
function useExamineStale({ counts, budget }: RunStatus, examine: () => void): void {
  const examined = useRef(0);
  const { stale } = counts;
  const isSmall = budget.evaluations.completed <= MOST_EXAMINED;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each number of stale trials is examined once.
  useEffect(() => {
    if (stale > 0 && isSmall && examined.current !== stale) {
      examined.current = stale;
      examine();
    }
  }, [stale, isSmall]);
}

function captionOf(diagnosis: Diagnosis | null): string {
  if (diagnosis === null) {
    return '';
  }
  return diagnosis.findings.length === 0 ? 'nothing is wrong' : counted(diagnosis.findings.length, 'finding');
}
