/** A text to begin with, for a kind of pipeline. */
export type Template = { readonly name: string; readonly text: string };

/** Where runs that begin with one are kept, as their texts have it. */
export const TEMPLATE_ROOT = 'results/my-run';

/** The text with another root. */
export function withRoot({ text }: Template, root: string): string {
  return text.replace(`root_directory: ${TEMPLATE_ROOT}`, `root_directory: ${root}`);
}

const REST = `
max_evaluations_total: 50      # shared by all workers
ignore_errors: true            # record an error and go on; false stops the run
`;

const SPACE = `
pipeline_space:
  learning_rate: {lower: 1.0e-4, upper: 0.1, log: true}
  width: {lower: 16, upper: 256, log: true}
  activation: [relu, tanh, gelu]
`;

/**
 * A form in which function and parameters are still to be given, and beginnings for each kind of pipeline, whose names
 * and values are there to be replaced.
 */
export const TEMPLATES: readonly Template[] = [
  {
    name: 'Blank',
    text: `evaluate_pipeline:
root_directory: ${TEMPLATE_ROOT}

pipeline_space:

max_evaluations_total: 50
ignore_errors: true
`,
  },
  {
    name: 'Python function',
    text: `# The function gets the values below as keyword arguments and returns the loss.
evaluate_pipeline: train.py:train
root_directory: ${TEMPLATE_ROOT}
${SPACE}${REST}`,
  },
  {
    name: 'JavaScript function',
    text: `# The function gets (configuration, context) and returns the loss.
evaluate_pipeline: train.mjs:train
root_directory: ${TEMPLATE_ROOT}
${SPACE}${REST}`,
  },
  {
    name: 'Command',
    text: `# Any program: the last line that it prints is the result as JSON, such as {"loss": 0.12}.
evaluate_pipeline:
  command: [./train, --learning-rate, "{learning_rate}", --width, "{width}", --activation, "{activation}"]
root_directory: ${TEMPLATE_ROOT}
${SPACE}${REST}`,
  },
];
