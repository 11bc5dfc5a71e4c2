import type {
  CategoricalParameter,
  NumericalParameter,
  Parameter,
  SearchSpace,
} from '#core/contract/space.ts';
import type { ConfigValue } from '#core/contract/value.ts';
import { fc } from '#test/support/fast-check.ts';
import { categorical, constant, float, integer } from './parameters.ts';

const confidence = fc.constantFrom('low' as const, 'medium' as const, 'high' as const);

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const positive = fc.double({ noNaN: true, noDefaultInfinity: true, min: Number.MIN_VALUE });
const whole = fc.maxSafeInteger();

/** Two different bounds, in order. */
function bounds(value: fc.Arbitrary<number>): fc.Arbitrary<readonly [number, number]> {
  return fc
    .tuple(value, value)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => (a < b ? [a, b] : [b, a]));
}

/** Adds a prior at `share` of the way between the bounds, or none. */
function withPrior(parameter: NumericalParameter, share: number): NumericalParameter {
  const between = parameter.lower * (1 - share) + parameter.upper * share;
  const prior = parameter.kind === 'integer' ? Math.round(between) : between;
  const inside = Math.min(Math.max(prior, parameter.lower), parameter.upper);
  return { ...parameter, prior: inside, prior_confidence: 'medium' };
}

const plainNumerical: fc.Arbitrary<NumericalParameter> = fc.oneof(
  bounds(finite).map(([lower, upper]) => float(lower, upper)),
  bounds(positive).map(([lower, upper]) => float(lower, upper, { log: true })),
  bounds(whole).map(([lower, upper]) => integer(lower, upper)),
  bounds(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })).map(([lower, upper]) =>
    integer(lower, upper, { log: true }),
  ),
);

/** Any float or integer parameter, of any bounds that a space may have; no fidelity. */
export const numericalParameter: fc.Arbitrary<NumericalParameter> = fc.oneof(
  plainNumerical,
  fc
    .tuple(plainNumerical, fc.double({ noNaN: true, min: 0, max: 1 }), confidence)
    .map(([parameter, share, prior_confidence]) => ({ ...withPrior(parameter, share), prior_confidence })),
);

const value: fc.Arbitrary<ConfigValue> = fc.oneof(
  fc.string(),
  fc.boolean(),
  finite.filter((x) => !Object.is(x, -0)),
);

export const categoricalParameter: fc.Arbitrary<CategoricalParameter> = fc
  .tuple(fc.uniqueArray(value, { minLength: 1, maxLength: 6 }), fc.option(fc.tuple(fc.nat(), confidence)))
  .map(([choices, belief]) => {
    const prior = belief === null ? null : (choices[belief[0] % choices.length] ?? null);
    return categorical(choices, { prior, prior_confidence: belief?.[1] ?? null });
  });

const anyParameter: fc.Arbitrary<Parameter> = fc.oneof(
  numericalParameter,
  categoricalParameter,
  value.map((fixed) => constant(fixed)),
);

const fidelity: fc.Arbitrary<NumericalParameter> = fc.oneof(
  bounds(fc.integer({ min: 1, max: 1000 })).map(([lower, upper]) =>
    integer(lower, upper, { is_fidelity: true }),
  ),
  bounds(fc.double({ noNaN: true, min: 1e-3, max: 1 })).map(([lower, upper]) =>
    float(lower, upper, { is_fidelity: true }),
  ),
);

/** A space of up to 8 parameters, often with a fidelity, with at least one that is searched. */
export const searchSpace: fc.Arbitrary<SearchSpace> = fc
  .tuple(
    fc.array(anyParameter, { maxLength: 6 }),
    fc.oneof(numericalParameter, categoricalParameter),
    fc.option(fidelity),
    fc.nat(),
  )
  .map(([some, searched, resource, at]) => {
    const parameters: Parameter[] = [...some, searched];
    if (resource !== null) {
      parameters.splice(at % (parameters.length + 1), 0, resource);
    }
    return parameters.map((parameter, index) => ({ ...parameter, name: `p${index}` }));
  });
