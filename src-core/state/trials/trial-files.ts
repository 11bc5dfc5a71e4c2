import { typedConfigValue } from '#core/config/values/config-text.ts';
import { type FloatRuns, joinFloats } from '#core/config/values/float-runs.ts';
import { float, type TypedValue } from '#core/config/values/typed-value.ts';
import { writeYaml } from '#core/config/values/typed-yaml.ts';
import type { Trial, TrialError } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { fromJsonNumber, type JsonNumber, type ValueKind } from '#core/contract/value.ts';
import { fidelityOf } from '#core/space/roles.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** A trial with what its files say beyond it. */
export type TrialFacts = {
  readonly trial: Trial;
  /** How often its worker died. */
  readonly requeues: number;
  /** Duration of the user's function in seconds; null where unknown. */
  readonly seconds: number | null;
  /** Which numbers of `extra` are floats; null where JSON tells. */
  readonly extraFloats: FloatRuns | null;
  /** The kind of the fidelity: `1.0` or `1`. */
  readonly fidelityKind: ValueKind;
};

/** What the ledger of a run with this space knows of a trial; null where it knows none. */
export function factsOf(ledger: Ledger, id: string, space: SearchSpace): TrialFacts | null {
  const trial = ledger.get(id);
  return trial === null
    ? null
    : {
        trial,
        requeues: ledger.requeues(id),
        seconds: ledger.evaluationSeconds(id),
        extraFloats: ledger.extraFloats(id),
        fidelityKind: fidelityOf(space)?.kind ?? 'float',
      };
}

/** `result.yaml` or `error.yaml`; never both, as the library's 0.12 has it. */
export type OutcomeFile = { readonly kind: 'result' | 'error'; readonly text: string };

/**
 * `metadata.yaml`. Times are seconds since 1970; `time_sampled` and `time_end` are the names of the library's 0.12.
 * With `config.yaml` and the outcome it tells all that the journal knows of the trial.
 */
export function metadataYaml({ trial, requeues, seconds, fidelityKind }: TrialFacts): string {
  return writeYaml({
    time_sampled: epochSeconds(trial.sampled_at),
    time_started: epochSeconds(trial.started_at),
    time_end: epochSeconds(trial.ended_at),
    evaluation_duration: seconds === null ? null : float(seconds),
    state: trial.state,
    worker: trial.worker,
    attempt: trial.attempt,
    requeues,
    bracket: trial.bracket,
    rung: trial.rung,
    fidelity: trial.fidelity === null ? null : typedConfigValue(trial.fidelity, fidelityKind),
    previous: trial.previous,
  });
}

/** What came of a trial, null as long as nothing has. */
export function outcomeFile({ trial, extraFloats }: TrialFacts): OutcomeFile | null {
  if (trial.state === 'success') {
    return { kind: 'result', text: writeYaml(resultOf(trial, extraFloats)) };
  }
  return trial.error === null ? null : { kind: 'error', text: writeYaml(errorOf(trial.error, trial.cost)) };
}

function resultOf(trial: Trial, extraFloats: FloatRuns | null): TypedValue {
  const { loss, cost, learning_curve, extra } = trial;
  return {
    loss: Array.isArray(loss) ? loss.map(floatNumber) : loss === null ? null : floatNumber(loss),
    ...(cost === null ? {} : { cost: floatNumber(cost) }),
    ...(learning_curve === null ? {} : { learning_curve: learning_curve.map(floatNumber) }),
    ...(extra === null ? {} : { info_dict: joinFloats(extra, extraFloats) }),
  };
}

function errorOf(error: TrialError, cost: JsonNumber | null): TypedValue {
  return {
    err: error.message,
    tb: error.traceback,
    type: error.type,
    ...(cost === null ? {} : { cost: floatNumber(cost) }),
  };
}

function floatNumber(value: JsonNumber): TypedValue {
  return float(fromJsonNumber(value));
}

function epochSeconds(time: string | null): TypedValue {
  return time === null ? null : float(Date.parse(time) / 1000);
}
