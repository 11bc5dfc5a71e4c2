import { useMemo } from 'react';
import { type LearningCurve, learningCurveOf, reportsCurve } from '#core/analysis/charts/learning-curve.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { useFromNow } from '#renderer/components/hooks/use-now.ts';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { StateMark } from '#renderer/components/text/state-mark.tsx';
import { count, counted } from '#renderer/format/numbers.ts';
import { elapsed } from '#renderer/format/times.ts';
import { aliveWorkers } from '../header/collect.ts';
import { Curve } from '../live/curve.tsx';
import { useShownTrials } from '../live/filter/shown-trials.tsx';
import { useRunNow, useRunOnScreen } from '../live/run-context.ts';
import { TrialLink } from '../live/trials/trial-link.tsx';
import { useScalars } from '../live/trials/use-scalars.ts';
import { underWay } from './collect.ts';
import classes from './overview.module.css';

/** More would push the page out of sight; the table has them all. */
const MOST_SHOWN = 6;
/** How often what these log for TensorBoard is looked at, where they report nothing. */
const LOOK_MILLISECONDS = 10_000;

function Since({ at }: { at: string }) {
  const words = useFromNow((now) => elapsed(at, now));
  return <span>for {words}</span>;
}

type Points = LearningCurve['points'];
type BusyProps = {
  readonly trial: Trial;
  readonly fidelity: string | null;
  readonly points: Points;
  readonly compared: Points;
};

function Busy({ trial, fidelity, points, compared }: BusyProps) {
  const { runKey } = useRunOnScreen();
  return (
    <li className={classes.busy}>
      <StateMark state={trial.state} />
      <div className="grow">
        <div className={classes.busyName}>
          <TrialLink runKey={runKey} trial={trial.trial} />
          {trial.state === 'stale' && <span className={classes.staleWord}>stale</span>}
        </div>
        <div className="text3 small ellipsis">
          {trial.started_at && <Since at={trial.started_at} />}
          {fidelity && trial.fidelity !== null && ` · ${fidelity} ${trial.fidelity}`}
          {trial.worker && ` · ${trial.worker}`}
        </div>
      </div>
      {points.length > 1 && (
        <Curve
          points={points}
          compared={compared}
          width={104}
          height={40}
          label={`Learning curve of trial ${trial.trial}`}
        />
      )}
    </li>
  );
}

function nothingWords(alive: number, { layout }: RunStatus): string {
  if (alive > 0) {
    return 'Workers are starting.';
  }
  return layout === 'incumbent' ? 'Nothing: no worker is alive.' : 'No trial is under way.';
}

/** What workers are busy with. */
export function EvaluatingNow({ trials }: { trials: readonly Trial[] }) {
  const { facts } = useRunOnScreen();
  const { status } = useRunNow();
  const busy = useMemo(() => underWay(trials), [trials]);
  const bestName = useShownTrials().best?.trial ?? null;
  const best = useMemo(() => trials.find(({ trial }) => trial === bestName) ?? null, [trials, bestName]);
  const fidelity = fidelityOf(facts.space ?? [])?.name ?? null;
  const alive = aliveWorkers(status);
  const working = status.workers.filter((worker) => worker.alive !== false && worker.trial !== null).length;
  const hidden = busy.length - MOST_SHOWN;
  const shown = busy.slice(0, MOST_SHOWN);
  const silent = [...shown, ...(best === null || shown.length === 0 ? [] : [best])].filter(
    (trial) => !reportsCurve(trial),
  );
  const logged = useScalars(silent, LOOK_MILLISECONDS);
  const curveOf = (trial: Trial | null) =>
    learningCurveOf(trial, logged.get(trial?.trial ?? '') ?? null).points;
  const compared = curveOf(best);
  const hasCurves = compared.length > 1 && shown.some((trial) => curveOf(trial).length > 1);
  return (
    <Card
      title="Evaluating now"
      caption={alive > 0 ? `${working} of ${counted(alive, 'worker')} busy` : null}
      note={hasCurves ? "Grey line: the incumbent's curve." : null}
    >
      {busy.length === 0 ? (
        <p className={classes.nothing}>{nothingWords(alive, status)}</p>
      ) : (
        <ul className={classes.busyList}>
          {shown.map((trial) => (
            <Busy
              key={trial.trial}
              trial={trial}
              fidelity={fidelity}
              points={curveOf(trial)}
              compared={compared}
            />
          ))}
          {hidden > 0 && <li className="text3 small">and {count(hidden)} more</li>}
        </ul>
      )}
    </Card>
  );
}
