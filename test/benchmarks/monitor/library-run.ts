import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRng } from '#core/space/rng.ts';
import { configOf, lossOf } from './made-up-trials.ts';

const BEGUN_SECONDS = 1_760_000_000;

/** A float as PyYAML writes it. */
function yamlFloat(value: number): string {
  const text = String(value);
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

function metadataOf(root: string, trial: string, started: number, seconds: number): string {
  return JSON.stringify({
    id: trial,
    location: `${root}/configs/config_${trial}`,
    state: 'success',
    previous_trial_id: null,
    previous_trial_location: null,
    sampling_worker_id: 'worker_0',
    time_sampled: started - 0.01,
    evaluating_worker_id: 'worker_0',
    evaluation_duration: seconds,
    time_submitted: null,
    time_started: started,
    time_end: started + seconds,
  });
}

function reportOf(loss: number, seconds: number): string {
  return [
    `cost: ${yamlFloat(seconds / 60)}`,
    'err: null',
    `evaluation_duration: ${yamlFloat(seconds)}`,
    'extra:',
    `  test_acc: ${yamlFloat(1 / (1 + loss))}`,
    'learning_curve:',
    `- ${yamlFloat(loss)}`,
    `objective_to_minimize: ${yamlFloat(loss)}`,
    'reported_as: success',
    'tb: null',
    '',
  ].join('\n');
}

/** Makes a run directory as the Python library's 0.16 lays it out: three files a trial. */
export function makeLibraryRun(root: string, trials: number, parameters: number): void {
  const rng = createRng(2, 0);
  mkdirSync(join(root, 'configs'), { recursive: true });
  for (let number = 1; number <= trials; number += 1) {
    const trial = String(number);
    const folder = join(root, 'configs', `config_${trial}`);
    const config = configOf(parameters, () => rng.next());
    const seconds = 1 + rng.next();
    mkdirSync(folder);
    const lines = Object.entries(config).map(([name, value]) => `${name}: ${yamlFloat(Number(value))}\n`);
    writeFileSync(join(folder, 'config.yaml'), lines.join(''));
    const started = BEGUN_SECONDS + number * 2;
    writeFileSync(join(folder, 'metadata.json'), metadataOf(root, trial, started, seconds));
    writeFileSync(
      join(folder, 'report.yaml'),
      reportOf(
        lossOf(config, () => rng.next()),
        seconds,
      ),
    );
  }
  writeFileSync(
    join(root, 'optimizer_info.yaml'),
    'info:\n  ignore_fidelity: false\n  use_priors: false\nname: random_search\n',
  );
  for (const lock of ['.configs.lock', '.optimizer.lock', '.errors.lock', '.trace.lock']) {
    writeFileSync(join(root, lock), '');
  }
}
