import type { OptimizerArgument } from '#core/contract/optimizers/optimizers.ts';

/** The default that stands for the number of searched parameters. */
export const NUMBER_OF_PARAMETERS = 'ndim';

type Described = { readonly description: string };

/** An argument that is a whole number within bounds, both included. */
export function integerArgument(
  name: string,
  {
    maximum,
    ...rest
  }: Described & {
    readonly default: number | typeof NUMBER_OF_PARAMETERS;
    readonly minimum: number;
    readonly maximum?: number;
  },
): OptimizerArgument {
  return { name, type: 'integer', choices: null, maximum: maximum ?? null, ...rest };
}

/** An argument that is true or false. */
export function booleanArgument(
  name: string,
  rest: Described & { readonly default: boolean },
): OptimizerArgument {
  return { name, type: 'boolean', choices: null, minimum: null, maximum: null, ...rest };
}

/** An argument that is one of some words; `false` and `true` among them are stored as booleans. */
export function choiceArgument(
  name: string,
  {
    choices,
    ...rest
  }: Described & { readonly default: string | boolean; readonly choices: readonly string[] },
): OptimizerArgument {
  return { name, type: 'choice', choices: [...choices], minimum: null, maximum: null, ...rest };
}
