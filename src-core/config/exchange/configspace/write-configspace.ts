import { typedConfigValue } from '#core/config/values/config-text.ts';
import { floatText, numberText } from '#core/config/values/scalar-text.ts';
import { float, floatOf, type TypedValue } from '#core/config/values/typed-value.ts';
import type { Exported } from '#core/contract/setup/documents.ts';
import type {
  CategoricalParameter,
  NumericalParameter,
  Parameter,
  PriorConfidence,
  SearchSpace,
} from '#core/contract/space.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { kindOf } from '#core/space/value-kinds.ts';

/** As ConfigSpace 1 numbers its format. */
const FORMAT_VERSION = 0.4;

const CONFIDENCE: Readonly<Record<PriorConfidence, number>> = { low: 0.25, medium: 0.5, high: 0.75 };

/**
 * A space as JSON for ConfigSpace 1. Priors become normal distributions and weights; what its words can't hold exactly
 * stands under `meta`, where this reads it again.
 */
export function writeConfigSpace(space: SearchSpace): Exported {
  const fidelity = fidelityOf(space);
  const text = jsonText({
    name: null,
    hyperparameters: space.map((parameter) => ({ name: parameter.name, ...hyperparameter(parameter) })),
    conditions: [],
    forbiddens: [],
    format_version: float(FORMAT_VERSION),
  });
  const note = `ConfigSpace has no fidelity: \`${fidelity?.name}\` is a parameter like the others there.`;
  return { kind: 'exported', text: `${text}\n`, notes: fidelity === null ? [] : [note] };
}

type Fields = { readonly [key: string]: TypedValue };

function hyperparameter(parameter: Parameter): Fields {
  switch (parameter.kind) {
    case 'constant':
      return { type: 'constant', value: typedConfigValue(parameter.value, parameter.value_kind) };
    case 'categorical':
      return categorical(parameter);
    default:
      return range(parameter);
  }
}

function range(parameter: NumericalParameter): Fields {
  const { kind, lower, upper, log, prior, prior_confidence, is_fidelity } = parameter;
  const suffix = kind === 'float' ? 'float' : 'int';
  const bounds = { lower: typedConfigValue(lower, kind), upper: typedConfigValue(upper, kind), log };
  if (prior === null) {
    return { type: `uniform_${suffix}`, ...bounds, ...(is_fidelity ? { meta: { is_fidelity } } : {}) };
  }
  const deviation = (1 - CONFIDENCE[prior_confidence ?? 'low']) * (upper - lower);
  return {
    type: `normal_${suffix}`,
    mu: float(prior),
    sigma: float(deviation),
    ...bounds,
    meta: { prior: typedConfigValue(prior, kind), prior_confidence },
  };
}

function categorical(parameter: CategoricalParameter): Fields {
  const { choices, choice_kinds, prior, prior_confidence } = parameter;
  const list = choices.map((choice, index) => typedConfigValue(choice, choice_kinds[index] ?? 'string'));
  if (prior === null) {
    return { type: 'categorical', choices: list };
  }
  const even = 1 / choices.length;
  const most = Math.max(CONFIDENCE[prior_confidence ?? 'low'], even);
  const rest = choices.length === 1 ? 0 : (1 - most) / (choices.length - 1);
  const typedPrior = typedConfigValue(prior, kindOf(parameter, prior));
  return {
    type: 'categorical',
    choices: list,
    weights: choices.map((choice) => float(choice === prior ? most : rest)),
    default_value: typedPrior,
    meta: { prior: typedPrior, prior_confidence },
  };
}

/** As Python writes it: whatever no editor shows, and what YAML does not allow, is escaped. */
function asciiText(value: string | boolean | null): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[^\x20-\x7e]/g, escaped);
}

/** JSON in lines, lists of plain values in one line each; floats carry a point, so that Python reads them as floats. */
function jsonText(value: TypedValue, indentation = ''): string {
  const inner = `${indentation}  `;
  if (typeof value === 'number') {
    return numberText(value);
  }
  const number = typeof value === 'object' && value !== null ? floatOf(value) : null;
  if (number !== null) {
    return floatText(number);
  }
  if (typeof value !== 'object' || value === null) {
    return asciiText(value);
  }
  const isList = Array.isArray(value);
  const items = isList
    ? value.map((item) => jsonText(item, inner))
    : Object.entries(value).map(([key, item]) => `${asciiText(key)}: ${jsonText(item, inner)}`);
  const [open, close] = isList ? '[]' : '{}';
  const isShort = isList ? items.every((item) => !/^[{[]/.test(item)) : indentation.length > 2;
  return items.length === 0 || isShort
    ? `${open}${items.join(', ')}${close}`
    : `${open}\n${items.map((item) => `${inner}${item}`).join(',\n')}\n${indentation}${close}`;
}
