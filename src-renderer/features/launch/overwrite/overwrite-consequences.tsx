import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useLayoutEffect, useRef } from 'react';
import type { ExistingRun } from '#core/contract/run/existing-run.ts';
import { Field } from '#renderer/components/inputs/field.tsx';
import { Icon } from '#renderer/components/text/icon.tsx';
import { counted } from '#renderer/format/numbers.ts';
import { baseName, tilde } from '#renderer/format/paths.ts';
import { useHost } from '#renderer/stores/stores.ts';
import classes from '../launch.module.css';
import { lossesOf } from './existing-facts.ts';

function Finding({ good, children }: { good: boolean; children: string }) {
  return (
    <p className={classes.finding} data-good={good}>
      <Icon of={good ? IconCheck : IconAlertTriangle} small />
      {children}
    </p>
  );
}

function findings(existing: ExistingRun): { good: boolean; words: string }[] {
  const alive = existing.workers_alive.length;
  return [
    alive === 0
      ? { good: true, words: 'No worker is alive there.' }
      : { good: false, words: `${counted(alive, 'worker')} still alive there.` },
    existing.foreign_count === 0
      ? { good: true, words: 'Every file in it was written by the run.' }
      : {
          good: false,
          words: `${counted(existing.foreign_count, 'file')} in it were not written by the run and go with it.`,
        },
  ];
}

type ConsequencesProps = {
  readonly existing: ExistingRun;
  readonly now: number;
  readonly typed: string;
  readonly onType: (text: string) => void;
};

/** What dies, where it goes, and the field that makes it deliberate. */
export function OverwriteConsequences({ existing, now, typed, onType }: ConsequencesProps) {
  const home = useHost((state) => state.info?.home ?? null);
  const directory = baseName(existing.root);
  const field = useRef<HTMLInputElement>(null);
  // What makes it deliberate is in sight as soon as it is chosen, above the buttons.
  useLayoutEffect(() => {
    field.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <>
      <p className={classes.where}>
        The whole directory moves to <span className="mono">{tilde(existing.trash, home)}</span>, from where
        it can be restored. It takes with it:
      </p>
      <dl className={classes.losses}>
        {lossesOf(existing, now).map((loss) => (
          <div key={loss.what}>
            <dt>{loss.what}</dt>
            <dd>{loss.about}</dd>
          </div>
        ))}
      </dl>
      {findings(existing).map(({ good, words }) => (
        <Finding key={words} good={good}>
          {words}
        </Finding>
      ))}
      <Field
        className={classes.confirm}
        ref={field}
        label="Type the directory's name to overwrite it"
        mono
        size="large"
        value={typed}
        placeholder={directory}
        spellCheck={false}
        autoComplete="off"
        onChange={onType}
      />
    </>
  );
}
