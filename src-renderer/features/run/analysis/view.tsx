import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { AnalysisBasis } from '#core/contract/analysis/analysis.ts';
import { isCompleted, type Trial } from '#core/contract/run/trial.ts';
import { isFidelity } from '#core/space/roles.ts';
import type { Tone } from '#renderer/components/chart/layers/marks.ts';
import { useShownTrials } from '../live/filter/shown-trials.tsx';
import { useRunOnScreen } from '../live/run-context.ts';
import { finiteLoss, lossAxis, parameterAxis, type TrialAxis } from './trial-axis.ts';

/** A completed trial as the charts show it. */
export type ViewedTrial = { readonly trial: Trial; readonly loss: number | null; readonly tone: Tone };

/** What all charts of the tab draw. */
export type AnalysisView = {
  /** Completed trials of the fidelity that is looked at, or of all. */
  readonly rows: readonly ViewedTrial[];
  /** The axes of the parameters, in the order of the space; the fidelity only where all are looked at. */
  readonly parameters: readonly TrialAxis[];
  readonly loss: TrialAxis;
  readonly objective: number;
  readonly objectives: number;
  readonly fidelity: AnalysisBasis['fidelity'];
  /** Those with a loss that the filters let through. */
  readonly selected: number;
  readonly byName: Pick<ReadonlyMap<string, ViewedTrial>, 'get'>;
};

const AnalysisViewContext = createContext<AnalysisView | null>(null);

export function useAnalysisView(): AnalysisView {
  const view = useContext(AnalysisViewContext);
  if (!view) {
    throw new Error('useAnalysisView is called outside of AnalysisViewProvider');
  }
  return view;
}

/** Shares of the selected trials, by loss, that stand out. */
const BEST_SHARE = 0.05;
const GOOD_SHARE = 0.25;

/** The looks of trials by the rank of their loss among those that are selected. */
export function toned(
  trials: readonly Trial[],
  only: ReadonlySet<Trial> | null,
  objective: number,
): readonly ViewedTrial[] {
  const isIn = (trial: Trial) => only === null || only.has(trial);
  const losses = trials.map((trial) => finiteLoss(trial, objective));
  // Numbers alone are sorted without a comparison of ours.
  const ranked = Float64Array.from(
    losses.filter((loss, index) => loss !== null && isIn(trials[index] as Trial)) as number[],
  ).sort();
  const upTo = (share: number) =>
    ranked[Math.max(0, Math.ceil(share * ranked.length) - 1)] ?? Number.NEGATIVE_INFINITY;
  const [least, best, good] = [ranked[0], upTo(BEST_SHARE), upTo(GOOD_SHARE)];
  const toneOf = (trial: Trial, loss: number | null): Tone => {
    if (!isIn(trial)) {
      return 'dim';
    }
    if (loss === null) {
      return 'failed';
    }
    if (loss === least) {
      return 'incumbent';
    }
    return loss <= best ? 'best' : loss <= good ? 'good' : 'rest';
  };
  return trials.map((trial, index) => {
    const loss = losses[index] ?? null;
    return { trial, loss, tone: toneOf(trial, loss) };
  });
}

/** The map is made when it is first asked for: pointing at a mark comes after the picture. */
function byNameIn(rows: readonly ViewedTrial[]): AnalysisView['byName'] {
  let known: Map<string, ViewedTrial> | null = null;
  return {
    get: (name) => {
      known ??= new Map(rows.map((row) => [row.trial.trial, row]));
      return known.get(name);
    },
  };
}

function selectedOf(rows: readonly ViewedTrial[]): number {
  return rows.reduce((sum, { loss, tone }) => sum + Number(loss !== null && tone !== 'dim'), 0);
}

type ProviderProps = {
  readonly fidelity: AnalysisBasis['fidelity'];
  readonly objective: number;
  readonly objectives: number;
  readonly children: ReactNode;
};

/** The trials of a view, by rank. What follows from them is worked out below, so that the page has a turn between. */
export function AnalysisViewProvider(props: ProviderProps) {
  const { fidelity, objective } = props;
  const { known, only } = useShownTrials();
  const trials = useMemo(
    () =>
      known.filter(
        (trial) => isCompleted(trial.state) && (typeof fidelity !== 'number' || trial.fidelity === fidelity),
      ),
    [known, fidelity],
  );
  const rows = useMemo(() => toned(trials, only, objective), [trials, only, objective]);
  return <ViewOfRows {...props} trials={trials} rows={rows} />;
}

type RowsProps = ProviderProps & {
  readonly trials: readonly Trial[];
  readonly rows: readonly ViewedTrial[];
};

function ViewOfRows({ fidelity, objective, objectives, trials, rows, children }: RowsProps) {
  const { facts } = useRunOnScreen();
  const { fields } = useShownTrials();
  const parameters = useMemo(
    () =>
      (facts.space ?? [])
        .filter((parameter) => fidelity === 'all' || !isFidelity(parameter))
        .flatMap((parameter) => parameterAxis(parameter, fields) ?? []),
    [facts.space, fields, fidelity],
  );
  const loss = useMemo(() => lossAxis(trials, objective, objectives), [trials, objective, objectives]);
  const view = useMemo(
    (): AnalysisView => ({
      rows,
      parameters,
      loss,
      objective,
      objectives,
      fidelity,
      selected: selectedOf(rows),
      byName: byNameIn(rows),
    }),
    [rows, parameters, loss, objective, objectives, fidelity],
  );
  return <AnalysisViewContext value={view}>{children}</AnalysisViewContext>;
}
