import { useMemo } from 'react';
import { formatNumber } from '#core/analysis/words/format.ts';
import { lossOf, type Trial } from '#core/contract/run/trial.ts';
import { fromJsonNumber } from '#core/contract/value.ts';
import { CopyButton } from '#renderer/components/buttons/copy-button.tsx';
import { Scroller } from '#renderer/components/surfaces/scroller.tsx';
import { TrialStateTag } from '#renderer/components/text/state-mark.tsx';
import { useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import { TrialLink } from '#renderer/features/run/live/trials/trial-link.tsx';
import { LOOK_MILLISECONDS, useScalars } from '#renderer/features/run/live/trials/use-scalars.ts';
import { absolute } from '#renderer/format/times.ts';
import { TRIAL_STATE_WORDS } from '#renderer/format/words.ts';
import classes from '../trial.module.css';
import { LearningCurve } from './learning-curve.tsx';
import { LoggedScalars } from './logged-scalars.tsx';

function Lineage({ trial, trials }: { trial: Trial; trials: readonly Trial[] }) {
  const { runKey } = useRunOnScreen();
  const lineage = useMemo(() => lineageOf(trial, trials), [trial, trials]);
  return lineage.length === 0 ? null : (
    <section>
      <h3>Lineage</h3>
      <ol className={classes.lineage}>
        {lineage.map((each) => {
          const loss = lossOf(each);
          return (
            <li key={each.trial} aria-current={each.trial === trial.trial || undefined}>
              <TrialStateTag state={each.state} plain />
              <TrialLink runKey={runKey} trial={each.trial} />
              <span className="text3 small">{each.fidelity !== null && `fidelity ${each.fidelity}`}</span>
              <span className="grow" />
              {loss !== null && formatNumber(loss)}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function lossText({ loss }: Trial): string {
  if (loss === null) {
    return 'none';
  }
  return Array.isArray(loss) ? loss.map(fromJsonNumber).join(', ') : String(fromJsonNumber(loss));
}

function lines(trial: Trial): readonly (readonly [string, string])[] {
  const known: readonly (readonly [string, string | null])[] = [
    ['State', TRIAL_STATE_WORDS[trial.state]],
    ['Loss', lossText(trial)],
    ['Cost', trial.cost === null ? null : String(fromJsonNumber(trial.cost))],
    ['Sampled', trial.sampled_at && absolute(trial.sampled_at)],
    ['Started', trial.started_at && absolute(trial.started_at)],
    ['Ended', trial.ended_at && absolute(trial.ended_at)],
    ['Attempt', String(trial.attempt)],
    ['Bracket, rung', trial.rung === null ? null : `${trial.bracket ?? 'none'}, ${trial.rung}`],
  ];
  return known.filter((line): line is readonly [string, string] => line[1] !== null);
}

/** What the evaluation reported, in full. */
export function ResultPart({ trial, trials }: { trial: Trial; trials: readonly Trial[] }) {
  const { facts } = useRunOnScreen();
  const logged = useScalars([trial], LOOK_MILLISECONDS).get(trial.trial) ?? null;
  const extra =
    trial.extra === null || trial.extra === undefined ? null : JSON.stringify(trial.extra, null, 2);
  return (
    <Scroller className={classes.scroll} label="Result">
      <dl className={classes.lines}>
        {lines(trial).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <LearningCurve trial={trial} trials={trials} logged={logged} />
      <LoggedScalars logged={logged} file={`${facts.name}-${trial.trial}`} />
      <Lineage trial={trial} trials={trials} />
      {extra !== null && (
        <section>
          <h3>
            Reported beside the loss <CopyButton text={extra}>Copy</CopyButton>
          </h3>
          <pre className={classes.code}>{extra}</pre>
        </section>
      )}
    </Scroller>
  );
}

/** The trials that one continues, the first of all first, itself, and those that continue it. */
export function lineageOf(trial: Trial, trials: readonly Trial[]): readonly Trial[] {
  const byName = new Map(trials.map((each) => [each.trial, each]));
  const before: Trial[] = [];
  const seen = new Set([trial.trial]);
  for (let previous = trial.previous; previous !== null && !seen.has(previous); ) {
    seen.add(previous);
    const found = byName.get(previous);
    if (!found) {
      break;
    }
    before.unshift(found);
    previous = found.previous;
  }
  const after = trials.filter(({ previous }) => previous === trial.trial);
  return before.length + after.length === 0 ? [] : [...before, trial, ...after];
}
