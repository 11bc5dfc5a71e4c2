import { describe, expect, test } from 'vitest';
import { configJson, configYaml } from '#core/config/values/config-text.ts';
import { floatText, numberText } from '#core/config/values/scalar-text.ts';
import { fc } from '#test/support/fast-check.ts';
import { parse, runText } from '../marked.ts';

const SPACE =
  parse(
    runText(
      'lr: {lower: 1e-5, upper: 1e-1, log: true}\nwidth: [1, 128]\nratio: [0.0, 10.0]\n' +
        'mixed: [1, 2.0, "3", true]\nfixed: 4.0\nword: "no"\nname: "größe \\"1\\""',
    ),
  ).space ?? [];

const CONFIG = { lr: 1e-5, width: 8, ratio: 8, mixed: 2, fixed: 4, word: 'no', name: 'größe "1"' };

test('a configuration keeps the kinds of its space in YAML', () => {
  expect(configYaml(CONFIG, SPACE)).toBe(
    'lr: 1.0e-05\nwidth: 8\nratio: 8.0\nmixed: 2.0\nfixed: 4.0\nword: "no"\nname: "größe \\"1\\""\n',
  );
});

test('a configuration keeps the kinds of its space in JSON', () => {
  const json = configJson(CONFIG, SPACE);
  expect(json).toBe(
    '{"lr":1.0e-05,"width":8,"ratio":8.0,"mixed":2.0,"fixed":4.0,"word":"no","name":"größe \\"1\\""}',
  );
  expect(JSON.parse(json)).toEqual(CONFIG);
});

describe('the choices of a categorical have a kind each', () => {
  test.each([
    [1, 'mixed: 1\n'],
    [2, 'mixed: 2.0\n'],
    ['3', 'mixed: "3"\n'],
    [true, 'mixed: true\n'],
  ])('%j', (mixed, yaml) => {
    expect(configYaml({ mixed }, SPACE)).toBe(yaml);
  });
});

test('a value without a parameter keeps the kind that it shows', () => {
  expect(configYaml({ other: 8, more: 0.5 }, SPACE)).toBe('other: 8\nmore: 0.5\n');
});

test('numbers as text read back to themselves', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Number(floatText(value))).toBe(value);
      expect(floatText(value)).toMatch(/^-?\d+\.\d+(?:e[-+]\d\d+)?$/);
      expect(Number(numberText(value))).toBe(value);
    }),
  );
});
