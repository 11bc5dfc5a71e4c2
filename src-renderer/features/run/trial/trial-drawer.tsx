import { IconX } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { Trial } from '#core/contract/run/trial.ts';
import { trialActions } from '#renderer/actions/trial-actions.ts';
import { ActionButton } from '#renderer/components/buttons/action-button.tsx';
import { Button } from '#renderer/components/buttons/button.tsx';
import { type TabItem, Tabs, tabPanelProps } from '#renderer/components/inputs/tabs.tsx';
import { EmptyState } from '#renderer/components/surfaces/empty-state.tsx';
import { TrialStateTag } from '#renderer/components/text/state-mark.tsx';
import { useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import { LOOK_MILLISECONDS, useScalars } from '#renderer/features/run/live/trials/use-scalars.ts';
import { LogView } from '#renderer/features/run/log/log-view.tsx';
import { trialWords } from '#renderer/format/words.ts';
import { useQuery } from '#renderer/routing/use-query.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useShownTrials } from '../live/filter/shown-trials.tsx';
import { ConfigurationPart } from './parts/configuration-part.tsx';
import { LearningCurve } from './parts/learning-curve.tsx';
import { NotePart, StarButton } from './parts/note-part.tsx';
import { ResultPart } from './parts/result-part.tsx';
import { TracebackPart } from './parts/traceback-part.tsx';
import { TrialFacts } from './parts/trial-facts.tsx';
import classes from './trial.module.css';

type Part = 'configuration' | 'result' | 'log' | 'traceback';

const PART_WORDS = {
  configuration: 'Configuration',
  result: 'Result',
  log: 'Log',
  traceback: 'Traceback',
} as const satisfies Record<Part, string>;

function partsOf(trial: Trial): readonly Part[] {
  return ['configuration', 'result', 'log', ...(trial.error?.traceback ? (['traceback'] as const) : [])];
}

/** What most people open a trial for. */
function firstPart(trial: Trial): Part {
  if (trial.error?.traceback) {
    return 'traceback';
  }
  return trial.state === 'evaluating' ? 'log' : 'configuration';
}

type TrialDrawerProps = {
  readonly name: string;
  /** Null where no such trial is known. */
  readonly trial: Trial | null;
  readonly trials: readonly Trial[];
  readonly onClose: () => void;
};

function Content({ part, trial, trials }: { part: Part; trial: Trial; trials: readonly Trial[] }) {
  switch (part) {
    case 'configuration':
      return <ConfigurationPart trial={trial} />;
    case 'result':
      return <ResultPart trial={trial} trials={trials} />;
    case 'log':
      return <LogPart trial={trial} trials={trials} />;
    case 'traceback':
      return <TracebackPart trial={trial} />;
  }
}

function Parts({ trial, trials }: { trial: Trial; trials: readonly Trial[] }) {
  const [query, setQuery] = useQuery();
  const parts = partsOf(trial);
  const part = parts.find((each) => each === query.get('detail')) ?? firstPart(trial);
  const items = parts.map((id): TabItem<Part> => ({ id, label: PART_WORDS[id] }));
  return (
    <>
      <div className={classes.tabs}>
        <Tabs
          label="Parts of the trial"
          name="trial"
          items={items}
          value={part}
          onChange={(detail) => setQuery({ detail })}
        />
      </div>
      <div className={classes.part} {...tabPanelProps('trial', part)}>
        <Content part={part} trial={trial} trials={trials} />
      </div>
    </>
  );
}

/** Everything about one trial; pushes the table aside. */
export function TrialDrawer({ name, trial, trials, onClose }: TrialDrawerProps) {
  const { best } = useShownTrials();
  const drawer = useRef<HTMLElement>(null);
  // What opened it on another tab is gone with that tab: the keyboard goes on here, and Escape closes it.
  useEffect(() => {
    if (document.activeElement === document.body) {
      drawer.current?.focus({ preventScroll: true });
    }
  }, []);
  return (
    <aside
      ref={drawer}
      tabIndex={-1}
      className={classes.drawer}
      aria-label={`Trial ${name}`}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) {
          onClose();
        }
      }}
    >
      <div className={classes.head}>
        {trial && <TrialStateTag state={trial.state} />}
        <h2 className={`mono ${classes.name} ellipsis`}>{trialWords(name)}</h2>
        {best?.trial === name && <b className={classes.best}>best</b>}
        <span className="grow" />
        {trial && <StarButton trial={name} />}
        <Button size="small" variant="ghost" icon={IconX} onClick={onClose}>
          Close
        </Button>
      </div>
      {trial ? (
        <>
          {trial.error && (
            <div className={classes.error}>
              <strong>{trial.error.type}</strong>
              <p>{trial.error.message}</p>
            </div>
          )}
          <TrialFacts trial={trial} />
          <NotePart trial={name} />
          <TrialActs trial={trial} trials={trials} />
          <Parts trial={trial} trials={trials} />
        </>
      ) : (
        <EmptyState title="There is no such trial">
          It may have been deleted, or the address is of another run.
        </EmptyState>
      )}
    </aside>
  );
}

/** What the function printed and logged, while it goes on. */
function LogPart({ trial: whole, trials }: { trial: Trial; trials: readonly Trial[] }) {
  const { trial, state } = whole;
  const live = state === 'evaluating' || state === 'stale';
  const { runKey } = useRunOnScreen();
  const { client } = useStores().connection;
  const read = useCallback(
    (offset: number) => client.run.trialLog({ key: runKey, trial, offset }),
    [client, runKey, trial],
  );
  const logged = useScalars(live ? [whole] : [], LOOK_MILLISECONDS).get(trial) ?? null;
  return (
    <>
      {live && <LearningCurve trial={whole} trials={trials} logged={logged} />}
      <LogView
        label={`Log of trial ${trial}`}
        read={read}
        live={live}
        empty={state === 'evaluating' ? 'Nothing was printed so far.' : 'Nothing was printed.'}
      />
    </>
  );
}

/** Stop, run again, delete: what can be done with the trial, each with the reason where it can't. */
function TrialActs({ trial, trials }: { trial: Trial; trials: readonly Trial[] }) {
  const stores = useStores();
  const { runKey, facts } = useRunOnScreen();
  const continuations = useMemo(() => continuationsOf(trial.trial, trials), [trial.trial, trials]);
  const subject = { key: runKey, trial, continuations, readOnlyBecause: facts.read_only_because };
  return (
    <div className={classes.trialActs}>
      {trialActions(subject, stores).map((each) => (
        <ActionButton key={each.id} action={each} size="small" />
      ))}
    </div>
  );
}

/** The trials that continue one, directly or not, the next rung first. */
function continuationsOf(trial: string, trials: readonly Trial[]): readonly string[] {
  const found: string[] = [];
  let from = [trial];
  while (from.length > 0) {
    const next = trials.filter(
      (each) => each.previous !== null && from.includes(each.previous) && !found.includes(each.trial),
    );
    from = next.map((each) => each.trial);
    found.push(...from);
  }
  return found;
}
