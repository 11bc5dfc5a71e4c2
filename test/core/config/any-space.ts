import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import type { ConfigValue, ValueKind } from '#core/contract/value.ts';
import { fc } from '#test/support/fast-check.ts';
import { TRICKY_TEXTS } from './typed-values.ts';

export const anyName = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/).filter((word) => !word.startsWith('__'));
const hardText = fc.constantFrom(...TRICKY_TEXTS.filter((text) => text !== '' && !/[\0\ufffd]/.test(text)));
export const anyText = fc.oneof(hardText, fc.string({ unit: 'grapheme', minLength: 1 }));
export const anyFinite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });
export const anyPositive = fc.double({ noNaN: true, min: 1e-9, max: 1e9 });

type Kinded = { readonly value: ConfigValue; readonly kind: ValueKind };
const kinded: fc.Arbitrary<Kinded> = fc.oneof(
  fc.oneof(anyText, fc.constant('')).map((value) => ({ value, kind: 'string' as const })),
  fc.maxSafeInteger().map((value) => ({ value: value + 0, kind: 'integer' as const })),
  anyFinite.map((value) => ({ value, kind: 'float' as const })),
  fc.boolean().map((value) => ({ value, kind: 'boolean' as const })),
);

const confidence = fc.constantFrom('low' as const, 'medium' as const, 'high' as const);

const range: fc.Arbitrary<Parameter> = fc
  .record({
    name: anyName,
    isFloat: fc.boolean(),
    bounds: fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 2 }),
    shift: fc.constantFrom(0, -2000),
    log: fc.boolean(),
    at: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
    confidence,
  })
  .map(({ name, isFloat, bounds, shift, log, at, confidence }) => {
    const scale = isFloat ? 0.01 : 1;
    const [a = 0, b = 0] = bounds.map((bound) => (bound + (log ? 0 : shift)) * scale);
    const [lower, upper] = [Math.min(a, b), Math.max(a, b)];
    const inside = at === null ? null : Math.min(upper, lower + at * (upper - lower));
    const prior = inside === null || isFloat ? inside : Math.round(inside);
    const prior_confidence = prior === null ? null : confidence;
    const kind = isFloat ? ('float' as const) : ('integer' as const);
    return { kind, name, lower, upper, log, prior, prior_confidence, is_fidelity: false };
  });

const categorical: fc.Arbitrary<Parameter> = fc
  .record({
    name: anyName,
    choices: fc.uniqueArray(kinded, {
      minLength: 1,
      maxLength: 6,
      selector: ({ value }) => (value === 0 ? 0 : value),
    }),
    prior: fc.option(fc.nat(5), { nil: null }),
    confidence,
  })
  .map(({ name, choices, prior, confidence }) => {
    const chosen = prior === null ? null : choices[prior % choices.length];
    return {
      kind: 'categorical' as const,
      name,
      choices: choices.map(({ value }) => value),
      choice_kinds: choices.map(({ kind }) => kind),
      prior: chosen?.value ?? null,
      prior_confidence: chosen === null ? null : confidence,
    };
  });

const constant: fc.Arbitrary<Parameter> = fc
  .record({ name: anyName, kinded })
  .map(({ name, kinded: { value, kind } }) => ({ kind: 'constant' as const, name, value, value_kind: kind }));

export const anySpace: fc.Arbitrary<SearchSpace> = fc
  .tuple(fc.oneof(range, categorical), fc.array(fc.oneof(range, categorical, constant), { maxLength: 8 }))
  .map(([searched, others]) => {
    const all = [...others, searched];
    return [...new Map(all.map((parameter) => [parameter.name, parameter])).values()];
  })
  .filter((parameters) => parameters.some(({ kind }) => kind !== 'constant'));
