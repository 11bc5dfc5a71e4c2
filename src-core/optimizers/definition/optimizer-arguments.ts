import { nearNames } from '#core/config/words/near-names.ts';
import type { OptimizerArgument, OptimizerInfo } from '#core/contract/optimizers/optimizers.ts';
import type { Json } from '#core/contract/value.ts';
import type { OptimizerArguments } from '../optimizer.ts';
import { NUMBER_OF_PARAMETERS } from './arguments.ts';
import type { OptimizerProblem } from './optimizer-problem.ts';

/** Arguments as the settings give them, by name. */
export type GivenArguments = Readonly<Record<string, Json>>;

type Value = OptimizerArguments[string];

function bounds({ minimum, maximum }: OptimizerArgument): string {
  if (minimum !== null && maximum !== null) {
    return ` from ${minimum} to ${maximum}`;
  }
  const least = minimum === null ? '' : ` of at least ${minimum}`;
  return maximum === null ? least : ` of at most ${maximum}`;
}

/** What is allowed, in words that complete "must be". */
function expectation(argument: OptimizerArgument): string {
  const { type, choices, default: fallback } = argument;
  switch (type) {
    case 'integer':
      return `an integer${bounds(argument)}${fallback === NUMBER_OF_PARAMETERS ? ` or ${NUMBER_OF_PARAMETERS}` : ''}`;
    case 'number':
      return `a number${bounds(argument)}`;
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${(choices ?? []).join(', ')}`;
  }
}

function acceptNumber(argument: OptimizerArgument, value: Json): Value | null {
  const isAllowed =
    typeof value === 'number' &&
    Number.isFinite(value) &&
    (argument.type === 'number' || Number.isSafeInteger(value)) &&
    value >= (argument.minimum ?? Number.NEGATIVE_INFINITY) &&
    value <= (argument.maximum ?? Number.POSITIVE_INFINITY);
  return isAllowed ? value : null;
}

/** A choice as it is stored: the literals `true` and `false` are booleans, as YAML reads them. */
function acceptChoice({ choices }: OptimizerArgument, value: Json): Value | null {
  const word = String(value);
  if ((typeof value !== 'string' && typeof value !== 'boolean') || !(choices ?? []).includes(word)) {
    return null;
  }
  return word === 'true' || word === 'false' ? word === 'true' : word;
}

/** The value as it is stored, null where it is not allowed. */
function accept(argument: OptimizerArgument, value: Json, parameters: number): Value | null {
  if (value === NUMBER_OF_PARAMETERS && argument.default === NUMBER_OF_PARAMETERS) {
    return Math.min(
      Math.max(parameters, argument.minimum ?? 0),
      argument.maximum ?? Number.POSITIVE_INFINITY,
    );
  }
  switch (argument.type) {
    case 'integer':
    case 'number':
      return acceptNumber(argument, value);
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'choice':
      return acceptChoice(argument, value);
  }
}

function unknownArgument(info: OptimizerInfo, name: string): OptimizerProblem {
  const names = info.arguments.map((argument) => argument.name);
  const [near] = nearNames(name, names);
  const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
  const takes = names.length === 0 ? 'no arguments' : `the arguments ${names.join(', ')}`;
  return {
    severity: 'error',
    code: 'optimizer-argument-unknown',
    message: `\`${info.name}\` takes ${takes}; found \`${name}\`.${hint}`,
    argument: name,
  };
}

function invalidArgument(info: OptimizerInfo, argument: OptimizerArgument, value: Json): OptimizerProblem {
  return {
    severity: 'error',
    code: 'optimizer-argument-invalid',
    message: `\`${argument.name}\` of \`${info.name}\` must be ${expectation(argument)}; found ${JSON.stringify(value)}.`,
    argument: argument.name,
  };
}

/**
 * Checks given arguments against an optimizer's list and fills in defaults.
 *
 * @param parameters the number of searched parameters, for which `ndim` stands
 */
export function checkArguments(
  info: OptimizerInfo,
  given: GivenArguments,
  parameters: number,
): { readonly values: OptimizerArguments; readonly problems: readonly OptimizerProblem[] } {
  const values: Record<string, Value> = {};
  const problems: OptimizerProblem[] = [];
  for (const argument of info.arguments) {
    const value = Object.hasOwn(given, argument.name) ? (given[argument.name] ?? null) : argument.default;
    const accepted = accept(argument, value, parameters);
    if (accepted === null) {
      problems.push(invalidArgument(info, argument, value));
    } else {
      values[argument.name] = accepted;
    }
  }
  const known = new Set(info.arguments.map((argument) => argument.name));
  const unknown = Object.keys(given).filter((name) => !known.has(name));
  return { values, problems: [...unknown.map((name) => unknownArgument(info, name)), ...problems] };
}
