import type { CategoricalParameter, NumericalParameter, Parameter } from '#core/contract/space.ts';
import type { ConfigValue, ValueKind } from '#core/contract/value.ts';
import { floatText, numberText, stringText } from '../values/scalar-text.ts';

/**
 * One parameter in words, the same on the command line, on screens and in differences. Two parameters have the same
 * summary exactly where they mean the same, whatever the order of choices.
 *
 * @example `1.0e-05 to 0.1, log, prior 0.001 (high)`, `5 to 20, fidelity`, `one of adam, sgd`, `always 64`
 */
export function parameterSummary(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'constant':
      return `always ${valueText(parameter.value, parameter.value_kind)}`;
    case 'categorical':
      return joined([`one of ${choiceTexts(parameter).join(', ')}`, priorText(parameter)]);
    default:
      return joined([
        `${valueText(parameter.lower, parameter.kind)} to ${valueText(parameter.upper, parameter.kind)}`,
        parameter.log ? 'log' : null,
        parameter.is_fidelity ? 'fidelity' : null,
        priorText(parameter),
      ]);
  }
}

/** The choices as YAML would write them in a list, in their order. */
export function choiceTexts(parameter: CategoricalParameter): readonly string[] {
  return parameter.choices.map((choice, index) =>
    valueText(choice, parameter.choice_kinds[index] ?? 'string'),
  );
}

/** A value as YAML writes it inside a list: the text `no` is quoted, a float has its point. */
function valueText(value: ConfigValue, kind: ValueKind): string {
  if (typeof value === 'number') {
    return kind === 'float' ? floatText(value) : numberText(value);
  }
  return typeof value === 'string' ? stringText(value, 'flow') : String(value);
}

/** `prior 0.001 (high)`; null without a prior. */
export function priorText(parameter: NumericalParameter | CategoricalParameter): string | null {
  const { prior } = parameter;
  if (prior === null) {
    return null;
  }
  return `prior ${valueText(prior, priorKind(parameter, prior))} (${parameter.prior_confidence})`;
}

function priorKind(parameter: NumericalParameter | CategoricalParameter, prior: ConfigValue): ValueKind {
  return parameter.kind === 'categorical'
    ? (parameter.choice_kinds[parameter.choices.indexOf(prior)] ?? 'string')
    : parameter.kind;
}

function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(', ');
}
