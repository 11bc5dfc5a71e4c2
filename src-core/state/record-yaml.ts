import { typedConfigValue } from '#core/config/config-text.ts';
import type { TypedValue } from '#core/config/typed-value.ts';
import { writeYaml } from '#core/config/typed-yaml.ts';
import type { Parameter } from '#core/contract/space.ts';
import { kindOf } from '#core/space/value-kinds.ts';
import type { RunRecord } from './run-record.ts';

/** The text of `run.yaml`; the numbers of the space keep their kinds: `1.0` of a float is not written as `1`. */
export function runRecordYaml(record: RunRecord): string {
  return writeYaml({ ...record, space: record.space.map(typedParameter) });
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
