import { readFileSync } from 'node:fs';

/** Valid texts in the different ways of writing one. */
export const VALID_TEXTS: Readonly<Record<string, string>> = {
  'the manual page': readFileSync(new URL('../manual-example.yaml', import.meta.url), 'utf8'),
  'a key a line': `evaluate_pipeline: train.py:train
root_directory: results
pipeline_space:
  learning_rate:
    lower: 1.0e-4
    upper: 0.1
    log: true
    prior: 0.01
    prior_confidence: high
  depth:
    lower: 1
    upper: 12
  epochs:
    lower: 1
    upper: 81
    is_fidelity: true
max_evaluations_total: 100
ignore_errors: true
seed: 3
`,
  'in braces': `# comments above
evaluate_pipeline: train.mjs:train  # ours
root_directory: "results"

pipeline_space:
  # how fast
  learning_rate: {lower: 0.001, upper: 1.0, log: true, prior: 0.1}
  momentum: [0.0, 0.99]
  units: {lower: 16, upper: 256, log: true}
  act: {choices: [relu, tanh], prior: relu, prior_confidence: low}
  batch: 64

max_evaluations_total: 40
ignore_errors: false
optimizer: random_search
seed: 3
`,
};
