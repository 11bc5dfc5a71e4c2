import { typedConfigValue } from '#core/config/values/config-text.ts';
import type { TypedValue } from '#core/config/values/typed-value.ts';
import { writeYaml } from '#core/config/values/typed-yaml.ts';
import type { Parameter } from '#core/contract/space.ts';
import { kindOf } from '#core/space/value-kinds.ts';
import type { RunRecord } from './run-record.ts';

/**
 * The text of `run.yaml`; the numbers of the space keep their kinds: `1.0` of a float is not written as `1`.
 *
 * @param before - what the file held; keys of it that only another version of the same format knows are kept
 */
export function runRecordYaml(record: RunRecord, before: TypedValue = null): string {
  const settings = keyOf(before, 'settings');
  const written = keyOf(before, 'launches');
  const launches: readonly TypedValue[] = Array.isArray(written) ? written : [];
  return writeYaml({
    ...record,
    settings: {
      ...record.settings,
      incumbent: {
        ...record.settings.incumbent,
        ...unknownKeys(keyOf(settings, 'incumbent'), record.settings.incumbent),
      },
      ...unknownKeys(settings, record.settings),
    },
    space: record.space.map(typedParameter),
    launches: record.launches.map((launch, index) => ({
      ...launch,
      ...unknownKeys(launches[index] ?? null, launch),
    })),
    ...unknownKeys(before, record),
  });
}

type Mapping = { readonly [key: string]: TypedValue };

function keyOf(value: TypedValue, key: string): TypedValue {
  return mappingOf(value)[key] ?? null;
}

function unknownKeys(value: TypedValue, known: object): Mapping {
  return Object.fromEntries(Object.entries(mappingOf(value)).filter(([key]) => !(key in known)));
}

function mappingOf(value: TypedValue): Mapping {
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMapping ? (value as Mapping) : {};
}

function typedParameter(parameter: Parameter): TypedValue {
  switch (parameter.kind) {
    case 'constant':
      return { ...parameter, value: typedConfigValue(parameter.value, parameter.value_kind) };
    case 'categorical': {
      const choices = parameter.choices.map((choice, index) =>
        typedConfigValue(choice, parameter.choice_kinds[index] ?? 'string'),
      );
      return { ...parameter, choices, prior: typedPrior(parameter) };
    }
    default: {
      const { kind, lower, upper } = parameter;
      return {
        ...parameter,
        lower: typedConfigValue(lower, kind),
        upper: typedConfigValue(upper, kind),
        prior: typedPrior(parameter),
      };
    }
  }
}

function typedPrior(parameter: Exclude<Parameter, { readonly kind: 'constant' }>): TypedValue {
  const { prior } = parameter;
  return prior === null ? null : typedConfigValue(prior, kindOf(parameter, prior));
}
