import { IconPlus, IconTableExport } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { TrajectoryAxis } from '#core/analysis/charts/trajectory.ts';
import { compareRuns } from '#core/analysis/compare/compare-runs.ts';
import type { BandKind } from '#core/analysis/compare/group-curve.ts';
import { type GroupBy, groupRuns, type RunGroup } from '#core/analysis/compare/groups.ts';
import type { ComparedRun } from '#core/contract/analysis/compare.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Segmented } from '#renderer/components/inputs/segmented.tsx';
import { EmptyState } from '#renderer/components/surfaces/empty-state.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { Skeleton } from '#renderer/components/surfaces/skeleton.tsx';
import { downloadCsv } from '../../host/download.ts';
import { useQuery } from '../../routing/use-query.ts';
import { DifferencesCard } from './cards/differences-card.tsx';
import { GroupMark } from './cards/group-style.tsx';
import { GroupTable } from './cards/group-table.tsx';
import { LossCard } from './cards/loss-card.tsx';
import { RankCard } from './cards/rank-card.tsx';
import { RunTable } from './cards/run-table.tsx';
import classes from './compare.module.css';
import { runsCsv } from './compare-csv.ts';
import { type CompareState, readCompareState, runsText, targetOf } from './compare-state.ts';
import { keepRuns, keptRuns } from './picker/kept-runs.ts';
import { RunPicker } from './picker/run-picker.tsx';
import { useComparison } from './use-comparison.ts';
import { BAND_NAMES, leftOutWords, sizeWords } from './words.ts';

const WAYS = [
  { value: 'optimizer', label: 'Optimizer' },
  { value: 'settings', label: 'All but the seed' },
  { value: 'run', label: 'Each run' },
  { value: 'hand', label: 'By hand' },
] as const satisfies readonly { readonly value: GroupBy; readonly label: string }[];

const BANDS = (['confidence', 'error', 'range'] as const satisfies readonly BandKind[]).map((value) => ({
  value,
  label: BAND_NAMES[value],
}));

const AXES = ['evaluation', 'time', 'cost', 'fidelity'] as const satisfies readonly TrajectoryAxis[];

function axesOf(runs: readonly ComparedRun[]): readonly TrajectoryAxis[] {
  return AXES.filter((axis) => runs.some(({ curves }) => curves.all[axis] !== null));
}

function Controls({
  state,
  groups,
  runs,
}: {
  state: CompareState;
  groups: readonly RunGroup[];
  runs: readonly ComparedRun[];
}) {
  const [, setQuery] = useQuery();
  const hasFidelity = runs.some(({ curves }) => curves.highest !== null);
  return (
    <div className={classes.controls}>
      <span className="text3">Group by</span>
      <Segmented label="Group by" value={state.by} options={WAYS} onChange={(by) => setQuery({ by })} />
      <ul className={classes.legend} aria-label="Groups in the charts">
        {groups.map(({ name, runs: having }, index) => (
          <li key={name} className={classes.legendItem}>
            <GroupMark index={index} />
            <span className="ellipsis">{name}</span>
            {having.length > 1 && <span className="text3">{having.length}</span>}
          </li>
        ))}
      </ul>
      <div className={classes.looks}>
        {hasFidelity && (
          <Segmented
            label="Fidelity"
            value={state.highestOnly ? 'highest' : 'all'}
            options={[
              { value: 'all', label: 'All fidelities' },
              { value: 'highest', label: 'Highest only' },
            ]}
            onChange={(each) => setQuery({ fidelity: each === 'all' ? null : each })}
          />
        )}
        <span className="text3">Band</span>
        <Segmented label="Band" value={state.band} options={BANDS} onChange={(band) => setQuery({ band })} />
      </div>
    </div>
  );
}

function Comparison({ state, runs }: { state: CompareState; runs: readonly ComparedRun[] }) {
  const { by, byHand, axis: asked, highestOnly, band, target } = state;
  const axes = useMemo(() => axesOf(runs), [runs]);
  const axis = axes.includes(asked) ? asked : 'evaluation';
  const groups = useMemo(() => groupRuns(runs, by, byHand), [runs, by, byHand]);
  const result = useMemo(
    () => compareRuns(groups, { axis, highestOnly, band, target: targetOf(target) }),
    [groups, axis, highestOnly, band, target],
  );
  const costUnit = runs.find(({ cost_unit }) => cost_unit !== null)?.cost_unit ?? null;
  const chart = { result, state: { ...state, axis }, axes, costUnit };
  return (
    <>
      <Controls state={state} groups={groups} runs={runs} />
      {result.leftOut.length > 0 && (
        <p className="text2">Not in the charts: {leftOutWords(result.leftOut)}.</p>
      )}
      <div className={classes.charts}>
        <LossCard {...chart} />
        <RankCard {...chart} />
      </div>
      <div className={classes.tables}>
        <GroupTable result={result} state={chart.state} />
        <DifferencesCard runs={runs} groups={groups} />
      </div>
      <RunTable result={result} state={chart.state} />
    </>
  );
}

/** Several runs beside each other: trajectories, ranks, time to a target, results, and what differs between them. */
export function CompareScreen() {
  const [query, setQuery] = useQuery();
  const state = useMemo(() => readCompareState(query), [query]);
  const { comparison, error } = useComparison(state.keys);
  const [picking, setPicking] = useState(false);
  const runs = runsText(state.keys);
  useEffect(() => {
    if (runs === null && keptRuns() !== null) {
      setQuery({ runs: keptRuns() });
    } else if (runs !== null) {
      keepRuns(runs);
    }
  }, [runs, setQuery]);
  const choose = (keys: readonly string[]) => {
    keepRuns(runsText(keys));
    setQuery({ runs: runsText(keys), hand: null, zoom: null }, true);
  };
  const groups = comparison ? groupRuns(comparison.runs, state.by, state.byHand) : [];
  const numbers = () => {
    if (comparison) {
      const options = { ...state, target: targetOf(state.target) };
      downloadCsv(runsCsv(compareRuns(groups, options), state), 'comparison-runs');
    }
  };
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1 className="page-title">Compare</h1>
        {comparison && state.keys.length > 0 && <span className="text3">{sizeWords(groups)}</span>}
        <div className={classes.acts}>
          <Button icon={IconPlus} onClick={() => setPicking(true)}>
            {state.keys.length === 0 ? 'Choose runs…' : 'Choose other runs…'}
          </Button>
          {comparison && (
            <Button icon={IconTableExport} onClick={numbers}>
              Export numbers
            </Button>
          )}
        </div>
      </div>
      {error && <ErrorNotice title="The runs can't be compared" error={error} />}
      {state.keys.length === 0 && (
        <EmptyState
          title="No runs are compared yet"
          action={
            <Button variant="primary" onClick={() => setPicking(true)}>
              Choose runs…
            </Button>
          }
        >
          Their best losses beside each other, with bands over seeds, ranks, and what differs in their
          settings.
        </EmptyState>
      )}
      {state.keys.length > 0 && !comparison && !error && <Skeleton height={420} />}
      {comparison && state.keys.length > 0 && <Comparison state={state} runs={comparison.runs} />}
      {picking && <RunPicker chosen={state.keys} onChoose={choose} onClose={() => setPicking(false)} />}
    </div>
  );
}
