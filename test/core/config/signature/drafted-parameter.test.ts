import { describe, expect, test } from 'vitest';
import { parseRun } from '#core/config/run/parse-run.ts';
import { draftedParameter } from '#core/config/signature/drafted-parameter.ts';

const drafted = (name: string, annotation: string | null, value: string | null) =>
  draftedParameter({ name, annotation, default: value, kind: 'name' });

const CASES = [
  ['lr', 'float', '1e-3', '{lower: 1.0e-05, upper: 0.1, log: true, prior: 0.001}'],
  ['lr', null, '0.1', '{lower: 0.001, upper: 1.0, log: true, prior: 0.1}'],
  ['momentum', null, '0.9', '{lower: 0.0, upper: 1.0, prior: 0.9}'],
  ['scale', 'float', '20', '{lower: 2.0, upper: 200.0, log: true, prior: 20.0}'],
  ['shift', 'float', '-2.0', '{lower: -4.0, upper: 0.0, prior: -2.0}'],
  ['weight_decay', 'Optional[float]', 'None', '{lower: 1.0e-05, upper: 0.1, log: true}'],
  ['dropout', 'float | None', null, '[0.0, 1.0]'],
  ['layers', 'int', '3', '{lower: 1, upper: 12, prior: 3}'],
  ['width', null, '64', '{lower: 16, upper: 256, log: true, prior: 64}'],
  ['offset', null, '0', '{lower: 0, upper: 10, prior: 0}'],
  ['count', '"int"', null, '{lower: 1, upper: 100, log: true}'],
  ['nesterov', 'bool', 'False', '{choices: [true, false], prior: false}'],
  ['shuffle', 'boolean', null, '[true, false]'],
  ['act', 'Literal["relu", "gelu"]', '"gelu"', '{choices: [relu, gelu], prior: gelu}'],
  ['act', "'relu' | 'gelu' | undefined", 'undefined', '[relu, gelu]'],
  ['depth', 'typing.Literal[2, 4]', null, '{choices: [2, 4]}'],
  ['bits', 'Annotated[Literal[8], "fixed"]', null, '8'],
  ['device', 'str', '"cuda:0"', '"cuda:0"'],
  ['model', 'str', null, '[first, second]'],
  ['rate', 'number', null, '[0.0, 1.0]'],
  ['x', null, null, '[0.0, 1.0]'],
] as const;

describe('a parameter drafted from an argument', () => {
  test.each(CASES)('`%s` of type %s with default %s is %s', (name, annotation, value, source) => {
    expect(drafted(name, annotation, value)).toBe(source);
  });

  test.each(CASES)('%s: %s = %s can be read as a search space', (name, annotation, value) => {
    const text = `evaluate_pipeline: t.py:f\nroot_directory: r\nmax_evaluations_total: 1\npipeline_space:\n  other: [1, 8]\n  ${name}: ${drafted(name, annotation, value)}\n`;
    const { problems } = parseRun({ text, file: null, readText: () => null });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test.each([
    ['data', 'pd.DataFrame', 'None'],
    ['callback', null, 'print'],
    ['layers', null, '(64, 64)'],
    ['device', null, 'None'],
  ])('is none for `%s: %s = %s`: the function can do without it', (name, annotation, value) => {
    expect(drafted(name, annotation, value)).toBeNull();
  });
});
