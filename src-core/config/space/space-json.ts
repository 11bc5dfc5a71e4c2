import type { Parameter, SearchSpace } from '#core/contract/space.ts';

type WithoutName<P> = P extends Parameter ? Omit<P, 'name'> : never;

/** One parameter of {@link SpaceJson}: all fields but the name. */
type ParameterJson = WithoutName<Parameter>;

/** The `space` of `check --json`: the normalised parameters by name, in the order of the file. */
export type SpaceJson = { readonly [name: string]: ParameterJson };

/** Whether short or long form, the same space gives the same object. */
export function spaceJson(space: SearchSpace): SpaceJson {
  return Object.fromEntries(space.map(({ name, ...fields }) => [name, fields]));
}
