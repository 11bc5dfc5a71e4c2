import { describe, expect, test } from 'vitest';
import { pythonFunctions } from '#core/pipeline/source/python-functions.ts';

const only = (text: string) => {
  const [found] = pythonFunctions(text);
  return found;
};
const parametersOf = (text: string) =>
  only(text)?.parameters.map(({ name, annotation, default: value, kind }) => [name, annotation, value, kind]);

describe('the functions of a Python module', () => {
  test('are those at its left edge, with annotations and defaults as they are written', () => {
    const text = `"""def not_one(a): of docs"""
import os

async def evaluate(x): ...

def train(
    learning_rate: float = 1e-3,  # steps, (large) ones
    layers: "int" = max(1, 2),
    names=["a", "b"],
    *,
    call=lambda a, b=1: a,
    **others,
) -> dict[str, float]:
    def inner(z):
        return z
    return 0

class Model:
    def fit(self): ...
`;
    expect(pythonFunctions(text).map(({ name }) => name)).toEqual(['evaluate', 'train']);
    expect(pythonFunctions(text)[1]?.parameters).toEqual([
      { name: 'learning_rate', annotation: 'float', default: '1e-3', kind: 'name' },
      { name: 'layers', annotation: '"int"', default: 'max(1, 2)', kind: 'name' },
      { name: 'names', annotation: null, default: '["a", "b"]', kind: 'name' },
      { name: 'call', annotation: null, default: 'lambda a, b=1: a', kind: 'name' },
      { name: 'others', annotation: null, default: null, kind: 'any' },
    ]);
  });

  test('tell what can only be given by position, and leave out `*args`', () => {
    expect(parametersOf('def f(a, b=1, /, c: str = "x,y", *args, d): ...')).toEqual([
      ['a', null, null, 'position'],
      ['b', null, '1', 'position'],
      ['c', 'str', '"x,y"', 'name'],
      ['d', null, null, 'name'],
    ]);
  });

  test('are not misled by comments, by what looks like code in texts, and by types that take several lines', () => {
    expect(
      parametersOf(`def f(
    a,  # 1/2, "x
    b: dict[
        str, int
    ] = {"a": [1, 2]},
    *, c: "def g(x)" = "a, b=1",  # /
): ...
`),
    ).toEqual([
      ['a', null, null, 'name'],
      ['b', 'dict[ str, int ]', '{"a": [1, 2]}', 'name'],
      ['c', '"def g(x)"', '"a, b=1"', 'name'],
    ]);
  });

  test('name the choices that an alias or an enumeration of texts stands for', () => {
    const text = `from enum import Enum
from typing import Literal
Loss = Literal["l1", "l2"]
class Act(str, Enum):
    RELU = "relu"

    GELU = 'gelu'
class Size(Enum):
    S = 1
def f(loss: Loss, act: Act, size: Size): ...
`;
    expect(parametersOf(text)?.map(([, annotation]) => annotation)).toEqual([
      'Literal["l1", "l2"]',
      `Literal["relu", 'gelu']`,
      'Size',
    ]);
  });

  test.each([
    ['def f(x): ...\n', true],
    ['import a\n@a.cached(\n  size=2,\n)\n# why\ndef f(x): ...\n', false],
    ['@a\ndef g(x): ...\n\ndef f(x): ...\n', true],
    ['def f(x): ...\nf = partial(f, x=1)\n', false],
    ['if a:\n    def f(y): ...\ndef f(x): ...\n', false],
    ['print(\n  1\n)\ndef f(x): ...\n', true],
    ['class A:\n    def f(self, y): ...\ndef f(x):\n    f = 1\n', true],
    ['def f(x): ...\nf: object = g\n', false],
  ])('know of %j whether its text tells all arguments', (text, complete) => {
    expect(pythonFunctions(text).find(({ name }) => name === 'f')?.complete).toBe(complete);
  });

  test('count once, as the last of the name', () => {
    expect(pythonFunctions('def f(x): ...\ndef f(y): ...\n')).toHaveLength(1);
    expect(parametersOf('def f(x): ...\ndef f(y): ...\n')?.[0]?.[0]).toBe('y');
  });

  test.each(['def f(', 'def (x): ...', 'def f(x', '"""', '(((('])(
    'are none in %j, which is no Python',
    (text) => {
      expect(pythonFunctions(text)).toEqual([]);
    },
  );
});
