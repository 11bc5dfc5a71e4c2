import { createContext, type ReactNode, useContext, useDeferredValue, useMemo } from 'react';
import { type TrialFields, trialFields } from '#core/analysis/query/fields.ts';
import { selectionTest } from '#core/analysis/query/selection.ts';
import { instantOf, momentsOf, trialsAsOf } from '#core/analysis/trials/as-of.ts';
import { bestOf } from '#core/analysis/trials/best.ts';
import type { Best } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { RunSelection } from '#renderer/stores/runs/run-selection.ts';
import { useRun, useSelection } from '#renderer/stores/stores.ts';
import { useRunNow, useRunOnScreen } from '../run-context.ts';
import { useNotes } from '../trials/notes.ts';
import { usePaced } from '../trials/use-paced.ts';

/** How often charts and tables are drawn at most, by the number of trials from which on that holds. */
const PACES = [
  { from: 50_000, milliseconds: 2_000 },
  { from: 1_000, milliseconds: 1_000 },
  { from: 0, milliseconds: 150 },
] as const;

function paceOf(trials: number): number {
  return PACES.find(({ from }) => trials >= from)?.milliseconds ?? 0;
}

/** All trials of a run, as often as they can be drawn without holding up the page. */
function useTrials(runKey: string): readonly Trial[] {
  const trials = useRun(runKey, (view) => view.trials);
  return usePaced(trials, paceOf(trials.length));
}

/** The trials of the run on screen, as every chart and the table show them. */
export type ShownTrials = {
  /** Every trial as it is now, oldest first. */
  readonly all: readonly Trial[];
  /** The run at the chosen moment; `all` where that is now. */
  readonly known: readonly Trial[];
  /** Those of `known` that the filters let through; the same list where nothing filters. */
  readonly shown: readonly Trial[];
  /** The same as a set, for what draws all and dims the rest; null where nothing filters. */
  readonly only: ReadonlySet<Trial> | null;
  /** The incumbent of `known`, whatever is filtered. */
  readonly best: Best | null;
  /** What all of this was worked out for; the one on screen may be a moment ahead of it. */
  readonly selection: RunSelection;
  /** What brushes and queries can name. */
  readonly fields: TrialFields;
  /** How many completed trials the chosen moment has; null for now. */
  readonly moment: number | null;
  /** When that was; null for now, and where nobody noted it. */
  readonly instant: string | null;
  /** Completed trials there are now: the last moment. */
  readonly moments: number;
};

const ShownTrialsContext = createContext<ShownTrials | null>(null);

/** What filters and the time bar leave of the run; see {@link ShownTrials}. */
export function useShownTrials(): ShownTrials {
  const shown = useContext(ShownTrialsContext);
  if (!shown) {
    throw new Error('useShownTrials is called outside of ShownTrialsProvider');
  }
  return shown;
}

function useFields(trials: readonly Trial[]): TrialFields {
  const { runKey, facts } = useRunOnScreen();
  const notes = useNotes(runKey);
  const hasTrials = trials.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first trials tell the fields where no space does.
  return useMemo(() => trialFields({ space: facts.space, trials, notes }), [facts.space, hasTrials, notes]);
}

/** Works out once, for all tabs, what is shown. */
export function ShownTrialsProvider({ children }: { children: ReactNode }) {
  const { runKey } = useRunOnScreen();
  const { status } = useRunNow();
  const all = useTrials(runKey);
  const fields = useFields(all);
  // A brush that is dragged goes on while charts draw.
  const selection = useDeferredValue(useSelection(runKey, (state) => state.selection));
  const { states, brushes, where } = selection;
  const moments = useMemo(() => momentsOf(all), [all]);
  const moment = selection.moment === null || selection.moment >= moments ? null : selection.moment;
  const known = useMemo(() => (moment === null ? all : trialsAsOf(all, moment)), [all, moment]);
  const test = useMemo(
    () => selectionTest({ states, brushes, where }, fields),
    [states, brushes, where, fields],
  );
  const shown = useMemo(() => (test === null ? known : known.filter(test)), [known, test]);
  const only = useMemo(() => (test === null ? null : new Set(shown)), [test, shown]);
  const best = useMemo(() => (moment === null ? status.best : bestOf(known)), [moment, status.best, known]);
  const value = useMemo(
    (): ShownTrials => ({
      all,
      known,
      shown,
      only,
      best,
      selection,
      fields,
      moment,
      moments,
      instant: moment === null ? null : instantOf(all, moment),
    }),
    [all, known, shown, only, best, selection, fields, moment, moments],
  );
  return <ShownTrialsContext value={value}>{children}</ShownTrialsContext>;
}
