import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '#test/support/command-line.ts';

/** Fits a line to points that lie beside it; a large learning rate diverges, as it does in life. */
const DESCENT = `// Fits a line by gradient descent to points that lie a little beside y = 3x + 1.
export function train({ learning_rate, momentum, steps }) {
  let [slope, offset, slopeSpeed, offsetSpeed] = [0, 0, 0, 0];
  const learning_curve = [];
  for (let step = 1; step <= steps; step++) {
    let [slopeGradient, offsetGradient, loss] = [0, 0, 0];
    for (let x = -1; x <= 1; x += 0.25) {
      const error = slope * x + offset - (3 * x + 1 + 0.3 * Math.sin(9 * x));
      slopeGradient += error * x;
      offsetGradient += error;
      loss += error ** 2;
    }
    if (loss > 1e6) {
      throw new RangeError(\`the loss grew to \${loss.toExponential(1)} after \${step} steps\`);
    }
    slopeSpeed = momentum * slopeSpeed - learning_rate * slopeGradient;
    offsetSpeed = momentum * offsetSpeed - learning_rate * offsetGradient;
    slope += slopeSpeed;
    offset += offsetSpeed;
    learning_curve.push(loss);
    console.log(\`step \${step}: loss \${loss.toFixed(6)}\`);
  }
  return { loss: learning_curve.at(-1), cost: steps / 1000, learning_curve };
}
`;

const SEARCH = `evaluate_pipeline: descent.mjs:train

pipeline_space:
  learning_rate: {lower: 1e-3, upper: 1.0, log: true, prior: 1e-1, prior_confidence: medium}
  momentum: [0.0, 0.99]
  steps: {lower: 10, upper: 200, log: true}

root_directory: runs/line-fit
max_evaluations_total: 40
ignore_errors: true
optimizer: random_search
seed: 3
`;

export type Experiments = {
  readonly folder: string;
  /** Its root holds a finished run with some failed trials. */
  readonly yaml: string;
  /** Halted on an error. */
  readonly failedRoot: string;
};

/** Real runs beside the example, made on the command line as people do: finished, stopped and failed ones. */
export async function runExperiments(home: string): Promise<Experiments> {
  const folder = join(home, 'experiments');
  mkdirSync(folder, { recursive: true });
  const yaml = join(folder, 'line-fit.yaml');
  writeFileSync(join(folder, 'descent.mjs'), DESCENT);
  writeFileSync(yaml, SEARCH);
  await run(yaml, 0);
  await run(yaml, 0, 'root_directory=runs/line-fit-share', 'max_evaluations_per_run=12', 'seed=4');
  await run(yaml, 1, 'root_directory=runs/line-fit-strict', 'ignore_errors=false', 'seed=8');
  const rungs = ['optimizer=hyperband', 'pipeline_space.steps.is_fidelity=true', 'max_evaluations_total=60'];
  await run(yaml, 0, 'root_directory=runs/line-fit-rungs', ...rungs);
  return { folder, yaml, failedRoot: join(folder, 'runs', 'line-fit-strict') };
}

async function run(yaml: string, expected: number, ...set: readonly string[]): Promise<void> {
  const { code, stderr } = await command(['run', yaml, ...set.flatMap((each) => ['--set', each])]);
  if (code !== expected) {
    throw new Error(`Expected exit code ${expected} of the run ${set.join(' ')}, found ${code}: ${stderr}`);
  }
}
