import type { RunSettings } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { optimizerByKey, pipelineByKey } from '../compare/settings-by-key.ts';
import { durationText, sizeText } from '../settings/quantities.ts';
import { RUN_DEFAULTS } from '../settings/run-settings.ts';
import { typedSpace } from '../space/write-space.ts';
import type { TypedValue } from '../values/typed-value.ts';
import { writeYaml } from '../values/typed-yaml.ts';

/** Keys that are written even where they are at their default: they say what the run is. */
const ALWAYS: ReadonlySet<string> = new Set(['root_directory', 'optimizer']);

/**
 * A complete, readable YAML of a run: `parseRun` reads the same settings and the same space from it. What is at its
 * default is left out; durations and sizes have units.
 */
export function writeRunYaml(settings: RunSettings, space: SearchSpace): string {
  const { evaluate_pipeline, optimizer, incumbent, ...simple } = settings;
  return writeYaml({
    evaluate_pipeline: pipelineByKey(evaluate_pipeline),
    pipeline_space: typedSpace(space),
    ...changed(simple, RUN_DEFAULTS),
    optimizer: optimizerByKey(optimizer),
    ...section('incumbent', changed(withUnits(incumbent), withUnits(RUN_DEFAULTS.incumbent))),
  });
}

type Values = Readonly<Record<string, TypedValue>>;

function withUnits(incumbent: RunSettings['incumbent']): Values {
  const { evaluation_timeout, heartbeat, lease, max_duration, log_limit, ...others } = incumbent;
  return {
    ...others,
    evaluation_timeout: evaluation_timeout === null ? null : durationText(evaluation_timeout),
    heartbeat: durationText(heartbeat),
    lease: durationText(lease),
    max_duration: max_duration === null ? null : durationText(max_duration),
    log_limit: sizeText(log_limit),
  };
}

function changed(values: Values, defaults: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([key, value]) => ALWAYS.has(key) || JSON.stringify(value) !== JSON.stringify(defaults[key]),
    ),
  );
}

function section(key: string, values: Values): Values {
  return Object.keys(values).length === 0 ? {} : { [key]: values };
}
