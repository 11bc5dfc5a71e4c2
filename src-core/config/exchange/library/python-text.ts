import { floatText, numberText } from '#core/config/values/scalar-text.ts';
import type { NumericalParameter, Parameter, SearchSpace } from '#core/contract/space.ts';
import type { ConfigValue, Json, ValueKind } from '#core/contract/value.ts';
import { kindOf } from '#core/space/value-kinds.ts';

/** Names that a class of a space can't have: they are its own, or the module's in its body. */
const TAKEN = new Set(
  'add add_prior fidelity_attrs from_attrs get_attrs has_priors neps remove sample'.split(' '),
);

/** Keywords of Python, which no attribute can be called by. */
const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** Why a space can't be a class of the library, a sentence each. */
export function spaceRefusals(space: SearchSpace): readonly string[] {
  return space.flatMap(({ name }) =>
    TAKEN.has(name) || KEYWORDS.has(name) || name.startsWith('_')
      ? [`A \`PipelineSpace\` of the library can't have a parameter \`${name}\`.`]
      : [],
  );
}

/** The class of a space for NePS 0.15 and later. */
export function pythonSpace(space: SearchSpace): string {
  const lines = space.map((parameter) => `    ${parameter.name} = ${parameterText(parameter)}`);
  return `class Space(neps.PipelineSpace):\n${lines.join('\n')}`;
}

function parameterText(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'constant':
      return pythonValue(parameter.value, parameter.value_kind);
    case 'categorical': {
      const { choices, choice_kinds, prior, prior_confidence } = parameter;
      const list = choices.map((choice, index) => pythonValue(choice, choice_kinds[index] ?? 'string'));
      const index = prior === null ? -1 : choices.indexOf(prior);
      const belief =
        prior === null ? [] : [`prior=${index}`, `prior_confidence=${pythonLiteral(prior_confidence)}`];
      return `neps.Categorical(${[`[${list.join(', ')}]`, ...belief].join(', ')})`;
    }
    default:
      return rangeText(parameter);
  }
}

function rangeText(parameter: NumericalParameter): string {
  const { kind, lower, upper, log, prior, prior_confidence, is_fidelity } = parameter;
  const name = kind === 'float' ? 'Float' : 'Integer';
  const values = [
    pythonValue(lower, kind),
    pythonValue(upper, kind),
    ...(log ? ['log=True'] : []),
    ...(prior === null
      ? []
      : [
          `prior=${pythonValue(prior, kindOf(parameter, prior))}`,
          `prior_confidence=${pythonLiteral(prior_confidence)}`,
        ]),
  ];
  return `neps.${name}${is_fidelity ? 'Fidelity' : ''}(${values.join(', ')})`;
}

/** A value in Python's words: floats with a point, `True`, `None`. */
export function pythonLiteral(value: Json): string {
  if (value === null) {
    return 'None';
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  if (typeof value === 'number') {
    return numberText(value);
  }
  if (typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(pythonLiteral).join(', ')}]`;
  }
  const pairs = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${pythonLiteral(item)}`);
  return `{${pairs.join(', ')}}`;
}

function pythonValue(value: ConfigValue, kind: ValueKind): string {
  return kind === 'float' && typeof value === 'number' ? floatText(value) : pythonLiteral(value);
}
