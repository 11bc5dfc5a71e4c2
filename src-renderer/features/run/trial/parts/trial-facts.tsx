import type { ReactNode } from 'react';
import { formatNumber } from '#core/analysis/words/format.ts';
import { lossOf, type Trial } from '#core/contract/run/trial.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { useFromNow } from '#renderer/components/hooks/use-now.ts';
import { Numeric } from '#renderer/components/text/numeric.tsx';
import { RelativeTime } from '#renderer/components/text/relative-time.tsx';
import { useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import { durationWords } from '#renderer/features/run/trials/columns/columns.ts';
import { elapsed } from '#renderer/format/times.ts';
import classes from '../trial.module.css';

function Running({ since }: { since: string }) {
  return useFromNow((now) => elapsed(since, now));
}

type FactProps = { readonly label: string; readonly wide?: boolean; readonly children: ReactNode };

function Fact({ label, wide, children }: FactProps) {
  return (
    <div data-wide={wide || undefined}>
      <dt>{label}</dt>
      <dd className="ellipsis">{children}</dd>
    </div>
  );
}

function Times({ trial }: { trial: Trial }) {
  if (trial.ended_at) {
    return (
      <>
        <Fact label="Ran for">{durationWords(trial) || 'not known'}</Fact>
        <Fact label="Ended">
          <RelativeTime at={trial.ended_at} />
        </Fact>
      </>
    );
  }
  return trial.started_at ? (
    <>
      <Fact label="Runs for">
        <Running since={trial.started_at} />
      </Fact>
      <Fact label="Started">
        <RelativeTime at={trial.started_at} />
      </Fact>
    </>
  ) : null;
}

/** The few numbers that always matter. */
export function TrialFacts({ trial }: { trial: Trial }) {
  const { facts } = useRunOnScreen();
  const loss = lossOf(trial);
  const fidelity = fidelityOf(facts.space ?? []);
  return (
    <dl className={classes.facts}>
      {loss !== null && (
        <Fact label="Loss">
          <Numeric value={loss} className="strong" />
        </Fact>
      )}
      {fidelity && trial.fidelity !== null && <Fact label={fidelity.name}>{trial.fidelity}</Fact>}
      <Times trial={trial} />
      {trial.worker && (
        <Fact label="Worker" wide>
          <span title={trial.worker}>{trial.worker}</span>
        </Fact>
      )}
      {trial.attempt > 1 && <Fact label="Attempt">{trial.attempt}</Fact>}
      {typeof trial.cost === 'number' && <Fact label="Cost">{formatNumber(trial.cost)}</Fact>}
    </dl>
  );
}
