/** A text as a person might leave it, with `»` on the line (and place) of its first error, and the error's code. */
export type Malformed = readonly [what: string, text: string, code: string];

const HEAD = 'evaluate_pipeline: train.py:train\nmax_evaluations_total: 10\n';

/** A run whose space is this. */
function space(text: string): string {
  return `${HEAD}pipeline_space:\n${text.replace(/^(?=.)/gm, '  ')}\n`;
}

/** A run with these keys beside its space. */
function keys(text: string): string {
  return `evaluate_pipeline: train.py:train\npipeline_space:\n  x: [0.0, 1.0]\n${text}\n`;
}

function laughs(levels: number): string {
  const tenfold = (level: number) => Array.from({ length: 10 }, () => `*a${level}`).join(', ');
  const lines = Array.from(
    { length: levels },
    (_, level) => `a${level + 1}: &a${level + 1} [${tenfold(level)}]`,
  );
  return ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]', ...lines].join('\n');
}

const BOMBS: readonly Malformed[] = [
  ['aliases of aliases', `${laughs(3)}\n»${laughs(9).split('\n').slice(4).join('\n')}`, 'yaml-too-large'],
  [
    'aliases of aliases in the space',
    space(`${laughs(3)}\n»${laughs(9).split('\n').slice(4).join('\n')}`),
    'yaml-too-large',
  ],
  ['an anchor that holds itself', space('a: &a\n  choices: [1, »*a]'), 'yaml-alias'],
  ['a merge of itself', space('a: &a\n  lower: 1\n  upper: 2\n  <<: »*a'), 'yaml-alias'],
  ['a thousand open brackets', `${HEAD}»pipeline_space: ${'['.repeat(1000)}`, 'yaml-too-large'],
  [
    'a thousand closed braces',
    `${HEAD}»pipeline_space: ${'{a: '.repeat(1000)}1${'}'.repeat(1000)}`,
    'yaml-too-large',
  ],
  [
    'nesting by indentation',
    Array.from({ length: 200 }, (_, level) => `${level === 100 ? '»' : ''}${' '.repeat(level)}k:`).join('\n'),
    'yaml-too-large',
  ],
  ['a list in a list in a list', `»a: ${'- '.repeat(500)}x`, 'yaml-syntax'],
  ['a text of three million characters', `»# ${'x'.repeat(3_000_000)}`, 'yaml-too-large'],
  ['200,000 values', `»pipeline_space: [${'1, '.repeat(200_000)}1]`, 'yaml-too-large'],
  ['a key of 100,000 characters', `${HEAD}»${'k'.repeat(100_000)}: 1`, 'yaml-syntax'],
];

const STORED: readonly Malformed[] = [
  ['a byte order mark before a mistake', `\ufeff${space('x: »[2, 1]')}`, 'bounds-reversed'],
  ['lines of Windows', space('x: [1, 2]\ny: »[2, 1]').replaceAll('\n', '\r\n'), 'bounds-reversed'],
  ['lines of old Macs', space('x: »[1, 2').replaceAll('\n', '\r'), 'yaml-syntax'],
  ['UTF-16', `»${[...HEAD].map((letter) => `${letter}\0`).join('')}`, 'yaml-not-text'],
  ['a picture', '»\u0089PNG\r\n\u001a\n\0\0\0\rIHDR', 'yaml-not-text'],
  ['a zip archive', '»PK\u0003\u0004\u0014\0\u0006\0', 'yaml-not-text'],
  ['an escape sequence of a terminal', space('x: »[a, "\u001b[31mb"]'), 'yaml-not-text'],
];

const SYNTAX: readonly Malformed[] = [
  ['a tab before a key', `${HEAD}pipeline_space:\n»\tx: [1, 2]\n`, 'yaml-tabs'],
  ['a tab deeper inside', `${HEAD}pipeline_space:\n  x:\n»\t\tlower: 1\n`, 'yaml-tabs'],
  ['a key twice', `${HEAD}pipeline_space:\n  x: [1, 2]\n»max_evaluations_total: 20\n`, 'yaml-duplicate-key'],
  ['a parameter twice', space('x: [1, 2]\ny: [1, 2]\n»x: [3, 4]'), 'yaml-duplicate-key'],
  ['a bound twice', space('x:\n  lower: 1\n  upper: 2\n  »lower: 0'), 'yaml-duplicate-key'],
  ['two documents', `${space('x: [1, 2]')}»---\nseed: 1\n`, 'yaml-several-documents'],
  ['an unclosed quote at the end', `${HEAD}»root_directory: "results\n`, 'yaml-syntax'],
  [
    'an unclosed quote in the middle',
    `»evaluate_pipeline: 'train.py:train\nmax_evaluations_total: 10\n`,
    'yaml-syntax',
  ],
  ['a wrong escape', `${HEAD}»root_directory: "C:\\quick"\n`, 'yaml-syntax'],
  ['Python instead of YAML', '»run(\n    max_evaluations_total=10,\n)\n', 'not-a-mapping'],
  ['an assignment', `${HEAD}»seed = 3\n`, 'yaml-syntax'],
  [
    'JSON with a comma too many',
    '{"evaluate_pipeline": "a.py:b",\n »"pipeline_space": {"x": [1, 2],,}}\n',
    'yaml-syntax',
  ],
  ['a key without a value in braces and no end', space('x: »{lower: 1, upper'), 'yaml-syntax'],
  ['an anchor without a value that is used', space('x: &x [1, 2]\ny: »*z'), 'yaml-alias'],
  ['a list where a mapping goes on', `${HEAD}pipeline_space:\n  x: [1, 2]\n»- y\n`, 'yaml-syntax'],
  ['a reserved sign', `${HEAD}»root_directory: @home/results\n`, 'yaml-syntax'],
  [
    'a colon in a path',
    `»evaluate_pipeline: C: train.py\n${space('x: [1, 2]').split('\n').slice(1).join('\n')}`,
    'yaml-syntax',
  ],
];

const TAGS: readonly Malformed[] = [
  ['an object of Python', space('x: !!python/object/apply:os.system »["rm -rf /"]'), 'yaml-tag'],
  ['a tuple of Python', space('x: !!python/tuple »[1, 2]'), 'yaml-tag'],
  ['a set', space('x: !!set »{a, b}'), 'yaml-tag'],
  ['binary data', space('x: !!binary »aGVsbG8=\ny: [1, 2]'), 'yaml-tag'],
  ['a number that is none', space('x: {lower: !!int »one, upper: 2}'), 'yaml-tag'],
  ['a merge of a text', space('x: {<<: »base, lower: 1, upper: 2}'), 'yaml-alias'],
  ['a merge of what is not there', space('x: {<<: »*base, lower: 1, upper: 2}'), 'yaml-alias'],
  [
    'a merge that is no run key',
    `»base: &base {lower: 1, upper: 2}\n${space('x: {<<: *base}')}`,
    'unknown-key',
  ],
];

const SPACES: readonly Malformed[] = [
  ['no parameter', `${HEAD}pipeline_space: »{}\n`, 'no-searchable-parameter'],
  ['nothing', `${HEAD}»pipeline_space:\n`, 'missing-key'],
  ['a list of parameters', `${HEAD}pipeline_space: »[x, y]\n`, 'space-form'],
  ['a number', `${HEAD}pipeline_space: »3\n`, 'space-form'],
  ['nothing but constants', space('»x: 1\ny: a'), 'no-searchable-parameter'],
  [
    '999 parameters and a wrong one',
    space(`${Array.from({ length: 999 }, (_, index) => `p${index}: [0, 1]`).join('\n')}\nlast: »[1, 0]`),
    'bounds-reversed',
  ],
  [
    'a thousand parameters of one name',
    space(`x: [0, 1]\n»${Array.from({ length: 999 }, () => 'x: [0, 1]').join('\n')}`),
    'yaml-duplicate-key',
  ],
  ['a name of the trial’s directory', space('»pipeline_directory: [0, 1]'), 'parameter-name-reserved'],
  [
    'a name of the trial before',
    space('x: [0, 1]\n»previous_pipeline_directory: [a, b]'),
    'parameter-name-reserved',
  ],
  ['a name of the root', space('»root_directory: [a, b]'), 'parameter-name-reserved'],
  ['a name of the trial', space('»pipeline_id: [1, 2]'), 'parameter-name-reserved'],
  ['a name that no argument has', space('»learning rate: [0.1, 1.0]'), 'parameter-name'],
  ['a lower bound beyond 2^53', space('x: [»-9007199254740993, 1]'), 'number-too-large'],
  ['an upper bound beyond 2^53', space('x:\n  lower: 1\n  upper: »18446744073709551616'), 'number-too-large'],
  ['an upper bound of a thousand digits', space(`x: [1, »${'9'.repeat(1000)}]`), 'number-too-large'],
  ['a range wider than 2^53', space('x: »[-9007199254740991, 9007199254740991]'), 'number-too-large'],
  ['a choice beyond 2^53', space('x: [1, 2, »9007199254740993]'), 'number-too-large'],
  ['a float too small', space('x: {lower: »1.0e-400, upper: 1.0, log: true}'), 'number-too-large'],
  ['a prior outside', space('x:\n  lower: 0.0\n  upper: 1.0\n  prior: »2.0'), 'prior-out-of-range'],
  [
    'two fidelities',
    space('x: {lower: 1, upper: 9, is_fidelity: true}\ny: {lower: 1, upper: 9, is_fidelity: »true}'),
    'fidelity-twice',
  ],
  ['log from zero', space('x:\n  lower: »0.0\n  upper: 1.0\n  log: true'), 'bounds-not-positive'],
];

const SETTINGS: readonly Malformed[] = [
  ['no budget', '»evaluate_pipeline: train.py:train\npipeline_space:\n  x: [0, 1]\n', 'no-budget'],
  ['an empty budget', keys('»max_evaluations_total:'), 'no-budget'],
  ['a budget below one', keys('max_evaluations_total: »0'), 'out-of-range'],
  ['a budget with a fraction', keys('max_evaluations_total: »1.5'), 'wrong-type'],
  ['a budget in words', keys('max_evaluations_total: »ten'), 'wrong-type'],
  ['a budget without an end', keys('max_cost_total: ».inf'), 'not-finite'],
  ['a budget beyond 2^53', keys('max_evaluations_total: »99999999999999999999'), 'number-too-large'],
  ['a slip in a key', keys('max_evaluations_total: 3\n»ignore_error: true'), 'unknown-key'],
  ['a key of another program', keys('max_evaluations_total: 3\n»n_trials: 10'), 'unknown-key'],
  [
    'a pipeline that is a number',
    '»evaluate_pipeline: 3\npipeline_space:\n  x: [0, 1]\nmax_evaluations_total: 3\n',
    'pipeline-form',
  ],
  [
    'a pipeline without its function',
    'evaluate_pipeline: »"train.py:"\npipeline_space:\n  x: [0, 1]\nmax_evaluations_total: 3\n',
    'pipeline-form',
  ],
  [
    'a command that is empty',
    'evaluate_pipeline:\n  command: »[]\npipeline_space:\n  x: [0, 1]\nmax_evaluations_total: 3\n',
    'command-form',
  ],
  ['a seed below zero', keys('max_evaluations_total: 3\nseed: »-1'), 'out-of-range'],
  ['a seed in words', keys('max_evaluations_total: 3\nseed: »lucky'), 'wrong-type'],
  ['a flag in words', keys('max_evaluations_total: 3\nignore_errors: »perhaps'), 'wrong-type'],
  [
    'an unknown key of the product',
    keys('max_evaluations_total: 3\nincumbent:\n  »workerz: 3'),
    'unknown-key',
  ],
  [
    'a time without a unit that is known',
    keys('max_evaluations_total: 3\nincumbent: {max_duration: »3 fortnights}'),
    'quantity-form',
  ],
  [
    'an optimizer that is a list',
    keys('max_evaluations_total: 3\noptimizer: »[random_search]'),
    'optimizer-form',
  ],
];

/** Whole texts of people's slips and of ill will. */
export const HAND_WRITTEN: Readonly<Record<string, readonly Malformed[]>> = {
  'texts that would fill memory or stack': BOMBS,
  'what a file is stored as': STORED,
  'what is no YAML': SYNTAX,
  'tags and merges': TAGS,
  'search spaces': SPACES,
  settings: SETTINGS,
};
