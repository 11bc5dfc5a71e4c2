import type { TrialFields } from '#core/analysis/query/fields.ts';
import type { Brush } from '#core/analysis/query/selection.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { Parameter } from '#core/contract/space.ts';
import { fromJsonNumber } from '#core/contract/value.ts';
import {
  choiceAxis,
  numberAxis,
  type PlotAxis,
  paddedRange,
} from '#renderer/components/chart/axes/plot-axis.ts';
import { defaultScale } from '#renderer/routing/chart-state.ts';

/** One thing that trials have a place by: a parameter or a loss. */
export type TrialAxis = {
  /** As brushes and queries name it. */
  readonly field: string;
  readonly name: string;
  readonly axis: PlotAxis;
  /** The value on the axis, the number of a choice; null without one. */
  readonly numberOf: (trial: Trial) => number | null;
  /** The value in words. */
  readonly wordsOf: (trial: Trial) => string;
};

/** A parameter's name in queries: its own, unless something of the trial has that name. */
function fieldName(name: string, fields: TrialFields): string {
  const long = `config.${name}`;
  return fields.find(name) === fields.find(long) ? name : long;
}

/** The axis of a parameter, as its space has it: log-scaled, or with its choices; null for a constant. */
export function parameterAxis(parameter: Parameter, fields: TrialFields): TrialAxis | null {
  const { name } = parameter;
  const field = fieldName(name, fields);
  const wordsOf = ({ config }: Trial) => {
    const value = config[name];
    return parameter.kind === 'float' && typeof value === 'number'
      ? formatNumber(value)
      : String(value ?? 'none');
  };
  switch (parameter.kind) {
    case 'constant':
      return null;
    case 'categorical': {
      const places = new Map(parameter.choices.map((choice, index) => [choice, index]));
      const axis = choiceAxis(name, parameter.choices.map(String));
      return {
        field,
        name,
        axis,
        wordsOf,
        numberOf: ({ config }) => places.get(config[name] ?? '') ?? null,
      };
    }
    default:
      return {
        field,
        name,
        axis: numberAxis(name, parameter),
        wordsOf,
        numberOf: ({ config, fidelity }) => {
          const value = parameter.is_fidelity ? (fidelity ?? config[name]) : config[name];
          return typeof value === 'number' ? value : null;
        },
      };
  }
}

/** The finite loss of one objective; null where a trial has none. */
export function finiteLoss({ state, loss: losses }: Trial, objective: number): number | null {
  if (state !== 'success' || losses === null) {
    return null;
  }
  const one = Array.isArray(losses) ? losses[objective] : objective === 0 ? losses : undefined;
  const loss = one === undefined ? Number.NaN : fromJsonNumber(one);
  return Number.isFinite(loss) ? loss : null;
}

/** The axis of one objective's losses, over those that there are. */
export function lossAxis(trials: readonly Trial[], objective: number, objectives: number): TrialAxis {
  const name = objectives > 1 ? `loss.${objective + 1}` : 'loss';
  const losses = trials.flatMap((trial) => finiteLoss(trial, objective) ?? []);
  const { lower, upper } = paddedRange(losses, false);
  const least = losses.reduce((low, loss) => Math.min(low, loss), Number.POSITIVE_INFINITY);
  const log = defaultScale([least, upper]) === 'log';
  return {
    field: name,
    name,
    axis: numberAxis(name, log ? paddedRange(losses, true) : { lower, upper, log: false }),
    numberOf: (trial) => finiteLoss(trial, objective),
    wordsOf: (trial) => {
      const loss = finiteLoss(trial, objective);
      return loss === null ? 'none' : formatNumber(loss);
    },
  };
}

/** What is marked between two places of an axis. */
export function brushBetween({ field, axis }: TrialAxis, [from, to]: readonly [number, number]): Brush {
  if (axis.choices === null) {
    // Half a thousandth of the axis is less than a pixel: the ends that a person meant are in it.
    const wide = [from < 5e-4 ? -1 : from, to > 1 - 5e-4 ? 2 : to] as const;
    return {
      kind: 'range',
      field,
      from: wide[0] < 0 ? Number.NEGATIVE_INFINITY : Number(axis.valueAt(from).toPrecision(6)),
      to: wide[1] > 1 ? Number.POSITIVE_INFINITY : Number(axis.valueAt(to).toPrecision(6)),
    };
  }
  const [first, last] = [axis.valueAt(from), axis.valueAt(Math.max(from, to - 1e-9))];
  return { kind: 'values', field, values: axis.choices.slice(first, last + 1) };
}

/** The marked part of an axis as places; null where nothing is marked, or parts that do not lie together. */
export function brushedPlaces(
  { field, axis }: TrialAxis,
  brushes: readonly Brush[],
): readonly [number, number] | null {
  const brush = brushes.find((each) => each.field === field);
  if (brush === undefined) {
    return null;
  }
  if (brush.kind === 'range') {
    const [low, high] = [axis.valueAt(0), axis.valueAt(1)];
    const place = (value: number) => axis.at(Math.min(Math.max(value, low), high)) ?? 0;
    return [place(brush.from), place(brush.to)];
  }
  const choices = (axis.choices ?? []).flatMap((choice, index) =>
    brush.values.includes(choice) ? [index] : [],
  );
  const [first, last] = [choices[0], choices.at(-1)];
  const count = axis.choices?.length ?? 1;
  return first === undefined || last === undefined ? null : [first / count, (last + 1) / count];
}
