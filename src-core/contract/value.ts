import { z } from 'zod';

/** A value of one parameter in a configuration. Kinds of numbers (`8` or `8.0`) live in the parameter, not here. */
export const configValueSchema = z.union([z.string(), z.number(), z.boolean()]);
export type ConfigValue = z.infer<typeof configValueSchema>;

/** The kind a value has in YAML and in Python, kept from the file to the function's argument. */
export const valueKindSchema = z.enum(['string', 'integer', 'float', 'boolean']);
export type ValueKind = z.infer<typeof valueKindSchema>;

/** Parameter values by name, in the order of the space; constants and the fidelity included. */
export const configSchema = z.record(z.string(), configValueSchema);
export type Config = z.infer<typeof configSchema>;

/**
 * A number that survives JSON: the three non-finite ones travel as strings, in journals, on sockets and in
 * `trials --format json` alike.
 */
export const jsonNumberSchema = z.union([
  z.number(),
  z.literal('NaN'),
  z.literal('Infinity'),
  z.literal('-Infinity'),
]);
export type JsonNumber = z.infer<typeof jsonNumberSchema>;

/** Encodes any float for JSON. */
export function toJsonNumber(value: number): JsonNumber {
  if (Number.isNaN(value)) {
    return 'NaN';
  }
  if (value === Number.POSITIVE_INFINITY) {
    return 'Infinity';
  }
  return value === Number.NEGATIVE_INFINITY ? '-Infinity' : value;
}

/** Decodes what {@link toJsonNumber} wrote. */
export function fromJsonNumber(value: JsonNumber): number {
  return typeof value === 'number' ? value : Number(value);
}

/** Any value that JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
