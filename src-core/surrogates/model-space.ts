import type { CategoricalParameter, NumericalParameter, SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { fidelityOf, type SearchableParameter, searchable } from '#core/space/roles.ts';
import { choiceAt, decodeNumber, encodeNumber } from '#core/space/unit-cube.ts';
import { hasValuesOf } from '#core/space/validate-config.ts';

/**
 * A configuration as a model sees it: one number an axis. A float or integer is its place on its unit axis, an integer
 * the middle of the stretch that rounds to it; a categorical is the number of its choice.
 */
export type Point = Float64Array;

export type ModelAxis =
  | { readonly kind: 'float' | 'integer'; readonly parameter: NumericalParameter }
  | { readonly kind: 'choice'; readonly parameter: CategoricalParameter; readonly size: number };

/** The searched parameters in the order of the space. */
export type ModelSpace = { readonly space: SearchSpace; readonly axes: readonly ModelAxis[] };

function axisOf(parameter: SearchableParameter): ModelAxis {
  return parameter.kind === 'categorical'
    ? { kind: 'choice', parameter, size: parameter.choices.length }
    : { kind: parameter.kind, parameter };
}

export function createModelSpace(space: SearchSpace): ModelSpace {
  return { space, axes: searchable(space).map(axisOf) };
}

/** The point of a configuration that has a valid value for every axis. */
export function encodeConfig({ axes }: ModelSpace, config: Config): Point {
  return Float64Array.from(axes, (axis) => {
    const value = config[axis.parameter.name];
    return axis.kind === 'choice'
      ? axis.parameter.choices.indexOf(value ?? '')
      : encodeNumber(axis.parameter, Number(value));
  });
}

/**
 * The point of a configuration that may be none of the space, as that of a trial whose file was damaged or edited; null
 * where it lacks a valid value for an axis.
 */
export function pointOf(space: ModelSpace, config: Config): Point | null {
  const parameters = space.axes.map(({ parameter }) => parameter);
  return hasValuesOf(parameters, config) ? encodeConfig(space, config) : null;
}

/**
 * The configuration of a point, complete and in the order of the space.
 *
 * @param fidelity the value of the fidelity; its upper bound where none is given, whatever the point says
 */
export function decodePoint({ space, axes }: ModelSpace, point: Point, fidelity?: number): Config {
  const places = new Map(axes.map((axis, index) => [axis.parameter.name, { axis, at: point[index] ?? 0 }]));
  const resource = fidelityOf(space);
  return Object.fromEntries(
    space.map((parameter) => {
      if (parameter === resource) {
        return [parameter.name, fidelity ?? resource.upper];
      }
      const place = places.get(parameter.name);
      if (place === undefined) {
        return [parameter.name, parameter.kind === 'constant' ? parameter.value : ''];
      }
      const { axis, at } = place;
      return [
        parameter.name,
        axis.kind === 'choice' ? choiceAt(axis.parameter, at) : decodeNumber(axis.parameter, at),
      ];
    }),
  );
}

/** Moves integers to the middle of the stretch that rounds to them: where the model is asked is what gets evaluated. */
export function snapPoint({ axes }: ModelSpace, point: Point): Point {
  return point.map((at, index) => {
    const axis = axes[index];
    return axis?.kind === 'integer' ? encodeNumber(axis.parameter, decodeNumber(axis.parameter, at)) : at;
  });
}
