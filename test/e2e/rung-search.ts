/** A search over epochs of which some evaluations fail, for pages that show rungs and errors. */
export const RUNG_PIPELINE = `export function train({ lr, act, epochs }) {
  if (act === 'tanh' && lr > 0.3) {
    throw new RangeError('the loss is not finite');
  }
  return (lr - 0.2) ** 2 + Math.exp(-epochs);
}
`;

/** Its YAML beside an `objective.mjs` of {@link RUNG_PIPELINE}; the run is kept in `tuned`. */
export function rungSearch(optimizer: string, evaluations: number): string {
  return `evaluate_pipeline: objective.mjs:train
pipeline_space:
  lr: [0.0, 1.0]
  act: [relu, tanh]
  epochs: {lower: 1, upper: 9, is_fidelity: true}
root_directory: tuned
max_evaluations_total: ${evaluations}
optimizer: ${optimizer}
ignore_errors: true
seed: 4
`;
}
