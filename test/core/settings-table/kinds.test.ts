import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadWithPyYaml, PYTHON_WITH_YAML, PYYAML_MISSING } from '#test/support/py-yaml.ts';
import { tableOfThisFile } from './table.ts';

const table = tableOfThisFile();

/** Tells what it was given and returns values of every kind. */
const OBJECTIVE = `
def objective(**config):
    given = {name: [type(value).__name__, repr(value)] for name, value in config.items()}
    return {"loss": 1, "info_dict": {"given": given, "kept": {
        "eight": 8, "float": 8.0, "list": [1.0, 2, 0.5], "nan": float("nan"), "nan_text": "NaN", "no": "no", "yes": True,
        "none": None, "nested": {"a": [[3.0]], "1:30": -0.5}}}}
`;
const KEPT =
  'eight: 8\n    float: 8.0\n    list: [1.0, 2, 0.5]\n    "nan": .nan\n    nan_text: "NaN"\n    "no": "no"\n    "yes": true\n';

const YAML = `
evaluate_pipeline: objective.py:objective
pipeline_space:
  integer: 8
  float: 8.0
  thousand: 1e3
  point: 1.0e3
  mixed: [no, true, 2]
  reals: [1.0, 2.0]
  whole: {lower: 1, upper: 1.5, type: float}
  rounds: [8, 64]
  counted: {lower: 1.0, upper: 9.0, type: integer}
  time: "1:30"
  octal: "012"
root_directory: results
optimizer: random_search
max_evaluations_total: 5
seed: 3
`;

describe('numbers keep their kinds', () => {
  it.skipIf(PYTHON_WITH_YAML === null)(
    `from the YAML to Python, and back into the files${PYYAML_MISSING}`,
    async () => {
      const { run, root, read } = table({ files: { 'objective.py': OBJECTIVE } });
      const { trials } = await run({ text: YAML });
      expect(trials.map(({ state }) => state)).toEqual(Array(5).fill('success'));
      for (const { trial, extra } of trials) {
        const { given } = extra as { given: Readonly<Record<string, readonly string[]>> };
        expect(given).toMatchObject({
          integer: ['int', '8'],
          float: ['float', '8.0'],
          thousand: ['int', '1000'],
          point: ['float', '1000.0'],
          reals: ['float', expect.stringContaining('.')],
          whole: ['float', expect.stringContaining('.')],
          rounds: ['int', expect.stringMatching(/^\d+$/)],
          counted: ['int', expect.stringMatching(/^\d$/)],
          time: ['str', "'1:30'"],
          octal: ['str', "'012'"],
        });
        expect(read('results', `config_${trial}`, 'result.yaml')).toContain(KEPT);
        expect(kindsOf(join(root, 'results', `config_${trial}`, 'config.yaml'))).toEqual(
          Object.fromEntries(Object.entries(given).map(([name, [kind]]) => [name, kind])),
        );
      }
    },
  );
});

/** The kinds of a configuration's values as PyYAML reads them. */
function kindsOf(file: string): Readonly<Record<string, string>> {
  const [loaded] = loadWithPyYaml([readFileSync(file, 'utf8')]);
  const pairs = loaded?.[0] === 'map' ? loaded[1] : [];
  return Object.fromEntries(pairs.map(([key, value]) => [String(key[1]), value[0]]));
}
