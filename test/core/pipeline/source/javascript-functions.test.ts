import { describe, expect, test } from 'vitest';
import { javascriptFunctions } from '#core/pipeline/source/javascript-functions.ts';

const shapes = (text: string) =>
  javascriptFunctions(text).map(({ name, parameters, complete }) => [
    name,
    parameters.map((parameter) => parameter.name),
    complete,
  ]);

describe('the functions of a JavaScript module', () => {
  test('are its exports, with the fields of their first argument', () => {
    const text = `// export function no({ a }) {}
const helper = ({ hidden }) => hidden;
export async function train({ learning_rate, momentum = 0.9, act: a = 'relu, gelu', ...rest }, context) {
  function inner({ x }) { return x; }
  return learning_rate;
}
export const quick = async ({ width }) => width;
const later = function ({ depth }) { return depth; };
function first({ size }) { return size; }
export { later, first as other };
export default ({ seed }) => seed;
export const NUMBER = (1 + 2) * 3;
`;
    expect(shapes(text)).toEqual([
      ['train', ['learning_rate', 'momentum', 'act', 'rest'], true],
      ['quick', ['width'], true],
      ['later', ['depth'], true],
      ['other', ['size'], true],
      ['default', ['seed'], true],
    ]);
    expect(javascriptFunctions(text)[0]?.parameters).toEqual([
      { name: 'learning_rate', annotation: null, default: null, kind: 'name' },
      { name: 'momentum', annotation: null, default: '0.9', kind: 'name' },
      { name: 'act', annotation: null, default: "'relu, gelu'", kind: 'name' },
      { name: 'rest', annotation: null, default: null, kind: 'any' },
    ]);
  });

  test('take the types of TypeScript, written in place or by name', () => {
    const text = `type Config = {
  readonly rate: number; // a step
  readonly act?: 'relu' | 'gelu';
};
export function named({ rate, act }: Config): number { return rate; }
export const inline = ({ width }: { width: number }): number => width;
export function whole(config: Config) { return config.rate; }
`;
    const [named, inline, whole] = javascriptFunctions(text);
    const fields = [
      { name: 'rate', annotation: 'number', default: null, kind: 'name' },
      { name: 'act', annotation: "'relu' | 'gelu'", default: 'undefined', kind: 'name' },
    ];
    expect(named).toEqual({ name: 'named', parameters: fields, complete: true });
    expect(inline?.parameters[0]?.annotation).toBe('number');
    expect(whole).toEqual({ name: 'whole', parameters: fields, complete: false });
  });

  test('are found in CommonJS', () => {
    expect(shapes('function train({ a }) {}\nmodule.exports = { train, run: train };')).toEqual([
      ['train', ['a'], true],
      ['run', ['a'], true],
    ]);
    expect(shapes('exports.train = function ({ a }) {};')).toEqual([['train', ['a'], true]]);
    expect(shapes('exports.train = async ({ a }) => a;')).toEqual([['train', ['a'], true]]);
  });

  test('do not tell their arguments where they take the configuration as a whole', () => {
    expect(shapes('export function train(config) {}')).toEqual([['train', [], false]]);
    expect(shapes('export default function (config) {}')).toEqual([['default', [], false]]);
    expect(shapes('export function train() {}')).toEqual([['train', [], true]]);
  });

  test.each(['export function train({', 'export {', '`', 'export const x = ((', '}}}'])(
    'are none in %j, which is no JavaScript',
    (text) => {
      expect(javascriptFunctions(text)).toEqual([]);
    },
  );
});
