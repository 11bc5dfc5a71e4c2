import type { TrajectoryAxis } from '#core/analysis/charts/trajectory.ts';
import {
  type CompareResult,
  compareRuns,
  type GroupResult,
  outcomeOf,
} from '#core/analysis/compare/compare-runs.ts';
import { commonGround, differencesOf } from '#core/analysis/compare/differences.ts';
import { type GroupBy, groupRuns } from '#core/analysis/compare/groups.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import { formatDuration } from '#core/analysis/words/format-duration.ts';
import type { ComparedRun } from '#core/contract/analysis/compare.ts';
import { readComparedRuns } from '#core/engine/runs/compare-roots.ts';
import type { Invocation } from '../shell.ts';
import { columnsText } from '../terminal/terminal.ts';

export type CompareCommand = {
  readonly by: Exclude<GroupBy, 'hand'>;
  readonly across: TrajectoryAxis;
  readonly target?: number;
  readonly json?: boolean;
};

/** `incumbent compare`: groups, runs and differences, as the Compare screen has them. */
export async function showComparison(
  { terminal, options }: Invocation<CompareCommand>,
  roots: readonly string[],
): Promise<number> {
  const { by, across: axis, target = null } = options;
  const runs = await readComparedRuns(roots);
  const result = compareRuns(groupRuns(runs, by), { axis, highestOnly: false, band: 'confidence', target });
  terminal.result(
    options.json === true
      ? JSON.stringify(comparisonJson(runs, result, axis))
      : comparisonText(runs, result, axis),
  );
  return 0;
}

function comparisonJson(
  runs: readonly ComparedRun[],
  { groups, target }: CompareResult,
  axis: TrajectoryAxis,
) {
  return {
    schema: 1,
    axis,
    target,
    groups: groups.map(({ name, curve, final, ranks, target: reached }) => ({
      name,
      end: curve.end,
      best: final && { mean: final.mean, lower: final.lower, upper: final.upper },
      to_target: reached && { median: reached.median, reached: reached.reached, runs: reached.runs },
      rank: ranks.at(-1)?.[1] ?? null,
    })),
    runs: groups.flatMap((group) => group.runs.map((run) => runJson(run, group))),
    differences: differencesOf(runs).map(({ key, values }) => ({
      key,
      values: values.map(({ text, runs: having }) => ({
        value: text,
        roots: having.map(({ root }) => root),
      })),
    })),
  };
}

function runJson(run: ComparedRun, group: GroupResult) {
  const { best, at, evaluations, failed, seconds, cost } = outcomeOf(run, false);
  const { root, state, seed } = run;
  return {
    root,
    group: group.name,
    state,
    seed,
    best,
    at_evaluation: at,
    evaluations,
    failed,
    seconds,
    cost,
  };
}

function comparisonText(runs: readonly ComparedRun[], result: CompareResult, axis: TrajectoryAxis): string {
  const differences = differencesOf(runs);
  const shown = differences.filter(({ isHousekeeping }) => !isHousekeeping);
  const parts = [
    groupsText(result, axis),
    runsText(result),
    `${commonGround(runs, differences)}${shown.length === 0 ? '' : ' What differs:'}`,
    ...(shown.length === 0 ? [] : [columnsText(shown.flatMap(differenceRows))]),
  ];
  return parts.join('\n\n');
}

function numberText(value: number | null): string {
  return value === null ? '' : formatNumber(value);
}

function placeText(axis: TrajectoryAxis, x: number): string {
  return axis === 'time' ? formatDuration(x) : axis === 'evaluation' ? String(x) : formatNumber(x);
}

function groupsText({ groups, target }: CompareResult, axis: TrajectoryAxis): string {
  const head = ['group', 'runs', 'best loss', '95 % interval', `to ${numberText(target)}`, 'reached', 'rank'];
  const rows = groups.map(({ name, runs, final, ranks, target: reached }) => [
    name,
    String(runs.length),
    numberText(final?.mean ?? null),
    final === null || runs.length < 2 ? '' : `${numberText(final.lower)} to ${numberText(final.upper)}`,
    reached?.median == null ? 'not reached' : placeText(axis, reached.median),
    reached === null ? '' : `${reached.reached} of ${reached.runs}`,
    ranks.at(-1)?.[1].toFixed(1) ?? '',
  ]);
  return columnsText([head, ...rows]);
}

function runsText({ groups }: CompareResult): string {
  const head = ['run', 'group', 'state', 'best loss', 'at', 'evaluations', 'failed', 'time', 'cost'];
  const rows = groups.flatMap((group) =>
    group.runs.map((run) => {
      const { best, at, evaluations, failed, seconds, cost } = outcomeOf(run, false);
      return [
        run.name,
        group.name,
        run.state ?? '',
        numberText(best),
        at === null ? '' : String(at),
        String(evaluations),
        String(failed),
        seconds === null ? '' : formatDuration(seconds),
        numberText(cost),
      ];
    }),
  );
  return columnsText([head, ...rows]);
}

function differenceRows({ key, values }: ReturnType<typeof differencesOf>[number]): readonly string[][] {
  return values.map(({ text, runs }, index) => [
    index === 0 ? key : '',
    text ?? 'not there',
    runs.map(({ name }) => name).join(', '),
  ]);
}
