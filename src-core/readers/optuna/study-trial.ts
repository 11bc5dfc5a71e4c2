import type { Trial, TrialState } from '#core/contract/run/trial.ts';
import { type Config, type JsonNumber, toJsonNumber } from '#core/contract/value.ts';
import type { TrialRecord } from '../foreign/thread/source.ts';
import { UNKNOWN_TRIAL } from '../foreign/unknown-trial.ts';
import { externalValue } from './distribution.ts';
import type { StudySpace } from './study-space.ts';

/** Optuna's own states, by the numbers that its journals use. */
export const STUDY_STATES = ['running', 'complete', 'pruned', 'fail', 'waiting'] as const;
export type StudyState = (typeof STUDY_STATES)[number];

/** A trial of a study as either storage holds it. */
export type StudyTrial = {
  readonly number: number;
  state: StudyState;
  /** In the order in which they were suggested: the number that Optuna keeps, and the text of its distribution. */
  readonly params: Map<string, { readonly internal: number; readonly distribution: string }>;
  values: readonly number[] | null;
  readonly intermediate: Map<number, number>;
  userAttrs: Readonly<Record<string, unknown>>;
  /** Of trials that were enqueued: parameters by name as the person gave them. */
  fixed: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970; null where unknown. */
  start: number | null;
  complete: number | null;
  worker: string | null;
};

export function newTrial(number: number, state: StudyState): StudyTrial {
  return {
    number,
    state,
    params: new Map(),
    values: null,
    intermediate: new Map(),
    userAttrs: {},
    fixed: {},
    start: null,
    complete: null,
    worker: null,
  };
}

const STATES: Readonly<Record<StudyState, TrialState>> = {
  running: 'evaluating',
  complete: 'success',
  // It ended early and well: without a loss it never becomes the best one.
  pruned: 'success',
  fail: 'failed',
  waiting: 'pending',
};

/** A trial on its way from the reading thread; its parameters become part of the study's space. */
export function recordText(trial: StudyTrial, space: StudySpace, maximised: readonly boolean[]): string {
  for (const [name, { distribution }] of trial.params) {
    space.add(name, distribution);
  }
  return JSON.stringify(recordOf(trial, space, maximised));
}

/**
 * The trial as everybody else sees it. A loss is minimised: of a direction that is maximised it is the value with its
 * sign changed, and the curve with it.
 */
function recordOf(trial: StudyTrial, space: StudySpace, maximised: readonly boolean[]): TrialRecord {
  const { config, floats } = configOf(trial, space);
  const steps = [...trial.intermediate].sort(([a], [b]) => a - b);
  const converted: Trial = {
    trial: String(trial.number),
    state: STATES[trial.state],
    ...UNKNOWN_TRIAL,
    config,
    loss: trial.state === 'complete' ? lossOf(trial.values, maximised) : null,
    learning_curve:
      steps.length === 0 ? null : steps.map(([, value]) => minimised(value, maximised[0] === true)),
    extra: extraOf(trial, steps),
    worker: trial.worker,
    sampled_at: instant(trial.start),
    started_at: instant(trial.start),
    ended_at: instant(trial.complete),
  };
  return { trial: converted, floats };
}

type NamedValues = { readonly config: Config; readonly floats: readonly string[] };

function configOf({ params, fixed }: StudyTrial, space: StudySpace): NamedValues {
  const config: Config = {};
  const floats: string[] = [];
  for (const [name, value] of Object.entries(fixed)) {
    define(config, name, typeof value === 'boolean' || typeof value === 'number' ? value : String(value));
  }
  for (const [name, { internal, distribution }] of params) {
    const { value, isFloat } = externalValue(space.distribution(distribution), internal);
    define(config, name, value);
    if (isFloat && Number.isInteger(value)) {
      floats.push(name);
    }
  }
  return { config, floats };
}

/** A parameter may have any name, also one that all objects have. */
function define(config: Config, name: string, value: Config[string]): void {
  Object.defineProperty(config, name, { value, enumerable: true, writable: true, configurable: true });
}

function lossOf(values: StudyTrial['values'], maximised: readonly boolean[]): Trial['loss'] {
  const losses = (values ?? []).map((value, index) => minimised(value, maximised[index] === true));
  const [only = null] = losses;
  return losses.length > 1 ? losses : only;
}

function minimised(value: number, isMaximised: boolean): JsonNumber {
  return toJsonNumber(isMaximised ? 0 - value : value);
}

/** What the function noted, how a pruned trial ended, and the steps of a curve that are not 0, 1, 2, …. */
function extraOf({ state, userAttrs }: StudyTrial, steps: readonly (readonly [number, number])[]): unknown {
  const isCounted = steps.every(([step], index) => step === index);
  const extra = {
    ...userAttrs,
    ...(state === 'pruned' ? { pruned: true } : {}),
    ...(isCounted ? {} : { steps: steps.map(([step]) => step) }),
  };
  return Object.keys(extra).length === 0 ? null : extra;
}

function instant(time: number | null): string | null {
  return time === null || !Number.isFinite(time) ? null : new Date(time).toISOString();
}
