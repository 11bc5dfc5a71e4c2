import { describe, expect, test } from 'vitest';
import { readPasted } from '#core/config/exchange/read-pasted.ts';
import { typedSpace } from '#core/config/space/write-space.ts';
import { writeYaml } from '#core/config/values/typed-yaml.ts';
import { marked } from '../marked.ts';

/** What was understood, as YAML. */
function yaml(text: string): string {
  const { language, space, problems } = readPasted(text);
  expect(language).toBe('python');
  expect(problems.filter(({ severity }) => severity !== 'note')).toEqual([]);
  return writeYaml(typedSpace(space));
}

const EVERYTHING = `batch_size: 64
optimizer: [adam, sgd]
alpha: [0.01, 1.0]
n_layers:
  lower: 1
  upper: 16
  log: true
learning_rate:
  lower: 1.0e-05
  upper: 0.1
  log: true
  prior: 0.001
  prior_confidence: high
epochs:
  lower: 5
  upper: 20
  is_fidelity: true
`;

describe('a space in Python', () => {
  test('is a dictionary of the library’s classes, whatever stands around it', () => {
    expect(
      yaml(`
import neps

def train(learning_rate): ...

pipeline_space = {
    "batch_size": neps.Constant(64),  # one for all
    "optimizer": neps.Categorical(choices=["adam", "sgd"]),
    "alpha": neps.Float(0.01, 1),
    'n_layers': neps.Integer(lower=1, upper=2**4, log=True),
    "learning_rate": neps.Float(
        1e-5, 1e-1, log=True, prior=1e-3, prior_confidence="high",
    ),
    "epochs": neps.Integer(5, 20, is_fidelity=True),
}
neps.run(train, pipeline_space, root_directory="results")
`),
    ).toBe(EVERYTHING);
  });

  test('is a class of a `PipelineSpace`, as since 0.15, where a prior names the choice by its index', () => {
    const text = `
class Space(neps.PipelineSpace):
    batch_size = 64
    optimizer = neps.Categorical(("adam", "sgd"), prior=1, prior_confidence=neps.ConfidenceLevel.HIGH)
    n_layers: int = Integer(1, 16)
    epochs = neps.Fidelity(neps.Integer(5, 20))
    share = neps.FloatFidelity(0.1, 1.0)
`;
    expect(readPasted(text).problems).toMatchObject([{ code: 'fidelity-twice' }]);
    expect(yaml(text.replace(/^ {4}share.*\n/m, ''))).toBe(`batch_size: 64
optimizer:
  choices: [adam, sgd]
  prior: sgd
  prior_confidence: high
n_layers: [1, 16]
epochs:
  lower: 5
  upper: 20
  is_fidelity: true
`);
  });

  test.each([
    ['keyword arguments', 'space = dict(a=neps.Float(0, 1), b=dict(lower=1, upper=2))'],
    ['an argument of run', 'neps.run(f, pipeline_space=dict(a=neps.Float(0, 1), b=[1, 2]))'],
    [
      'what a function returns',
      'def space():\n    return {"a": neps.Float(0, 1), "b": {"lower": 1, "upper": 2}}',
    ],
    ['a `SearchSpace`', 'neps.SearchSpace({"a": neps.HPOFloat(0, 1), "b": neps.HPOInteger(1, 2)})'],
    ['lines of a dictionary', '    "a": neps.Float(0, 1),\n    "b": neps.Integer(1, 2),'],
    ['lines of arguments', 'a=neps.Float(0, 1),\nb=neps.Integer(1, 2),'],
    ['lines of a class', '    a = neps.Float(0, 1)\n    b = neps.Integer(1, 2)'],
    ['variables', 'a = neps.Float(0, 1)\nb = neps.Integer(1, 2)\n'],
  ])('is %s', (_, text) => {
    expect(yaml(text)).toBe('a: [0.0, 1.0]\nb: [1, 2]\n');
  });

  test('has the names of 0.12, with a note', () => {
    const text = `dict(
  a=neps.FloatParameter(lower=0.1, upper=1, default=0.5, default_confidence="medium"),
  b=neps.CategoricalParameter(["x", "z"], default="z"),
)`;
    expect(yaml(text)).toBe(`a:
  lower: 0.1
  upper: 1.0
  prior: 0.5
  prior_confidence: medium
b:
  choices: [x, z]
  prior: z
  prior_confidence: low
`);
    expect(readPasted(text).problems).toMatchObject([
      { code: 'older-key', line: 2 },
      { code: 'older-key', line: 2 },
    ]);
  });

  test('has texts, numbers and truth as Python writes them', () => {
    const text = String.raw`dict(
  a=neps.Categorical(("it's", 'a' "b", r'\d', "\t\x41\u00e9", '''x''')),
  b=neps.Categorical([1, 2.0, True, 1_000, 0x10, -3, 1e4, (1 + 2) * 0.5]),
)`;
    expect(readPasted(text).space).toMatchObject([
      { choices: ["it's", 'ab', String.raw`\d`, '\tAé', 'x'] },
      {
        choices: [1, 2, true, 1000, 16, -3, 10000, 1.5],
        choice_kinds: ['integer', 'float', 'boolean', 'integer', 'integer', 'integer', 'float', 'float'],
      },
    ]);
  });
});

describe('in a Python text', () => {
  test.each([
    ['a name', 'dict(a=neps.Float(»LOWER, 1))', 'python-unsupported', '`LOWER`'],
    ['a call', 'dict(a=»np.arange(3), b=neps.Float(0, 1))', 'python-unsupported', '`np.arange(…)`'],
    ['a formatted text', 'dict(a=neps.Categorical(choices=»[f"{x}", "b"]))', 'python-unsupported', 'a list'],
    ['another argument', 'dict(a=neps.Float(0, 1, »scale=1))', 'unknown-key', '`scale`'],
    ['too many by position', 'dict(a=neps.Float(0, 1, True, »10))', 'python-unsupported', 'by name'],
    ['an argument twice', 'dict(a=neps.Float(0, 1, »lower=1))', 'key-twice', '`lower`'],
    [
      'an operation',
      'dict(a=»neps.Operation(conv), b=neps.Float(0, 1))',
      'architecture-space',
      '`neps.Operation(…)`',
    ],
    ['bounds that are reversed', 'dict(a=neps.Float(»2, 1))', 'bounds-reversed', '2 and 1'],
    ['a missing bound', 'dict(a=»neps.Float(2))', 'bounds-incomplete', '`upper`'],
    ['parameters from elsewhere', 'dict(a=neps.Float(0, 1), »**more)', 'python-unsupported', '`**more`'],
    [
      'a list in a class',
      'class S(PipelineSpace):\n  a = neps.Float(0, 1)\n  b = »[1, 2]',
      'python-unsupported',
      'a list',
    ],
    [
      'a parameter apart',
      'x = {"a": neps.Float(0, 1)}\nx["b"] = »neps.Float(0, 1)',
      'python-unsupported',
      'apart',
    ],
    [
      'a fidelity of choices',
      'dict(a=neps.Fidelity(»neps.Categorical([1])))',
      'fidelity-kind',
      'neps.Categorical',
    ],
    ['a bracket that is open', 'dict(a=neps.Float(0, 1)»', 'python-syntax', 'Expected Python'],
    ['no space', '»import neps\nx = 1', 'space-form', 'found none'],
  ])('%s is a problem at its place', (_, source, code, word) => {
    const { text, places } = marked(source);
    const { problems } = readPasted(text);
    const found = problems.map((each) => `${each.code} ${each.line}:${each.column}`);
    expect(found).toEqual([`${code} ${places[0]}`]);
    expect(problems[0]?.message).toContain(word);
  });

  test('all findings are told at once, and what is right is taken', () => {
    const { space, problems } = readPasted('dict(a=neps.Float(X, 1), b=neps.Float(0, 1), c=neps.Float(1))');
    expect(space.map(({ name }) => name)).toEqual(['b']);
    expect(problems).toHaveLength(2);
  });
});

describe('a pasted text', () => {
  test.each([
    ['parameters', 'a: [0.0, 1.0]\nb: [x, y]'],
    ['a run', 'evaluate_pipeline: t.py:f\npipeline_space:\n  a: [0.0, 1.0]\n  b: [x, y]\n'],
    ['a mapping in braces', '{"a": [0.0, 1.0], "b": ["x", "y"]}'],
  ])('may be YAML: %s', (_, text) => {
    expect(readPasted(text)).toMatchObject({
      language: 'yaml',
      problems: [],
      space: [
        { name: 'a', kind: 'float' },
        { name: 'b', kind: 'categorical' },
      ],
    });
  });

  test('may be JSON of ConfigSpace', () => {
    const text = '{"hyperparameters": [{"type": "uniform_int", "name": "a", "lower": 1, "upper": 9}]}';
    expect(readPasted(text)).toMatchObject({ language: 'configspace', problems: [], space: [{ name: 'a' }] });
  });

  test.each([
    ['', 'found none'],
    ['- 1', 'found none'],
    ['a: [', 'closed'],
  ])('%j is none, with the reason', (text, word) => {
    const { space, problems } = readPasted(text);
    expect(space).toEqual([]);
    expect(problems[0]?.message).toContain(word);
  });
});
