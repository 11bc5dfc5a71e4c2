import { IncumbentError } from '#core/contract/errors.ts';
import type { DirectoryEntry } from '#core/contract/home.ts';

export const DEMO_YAML = `evaluate_pipeline: train.py:train
root_directory: ~/runs/resnet-wide

pipeline_space:
  learning_rate:
    lower: 1.0e-4
    upper: 0.1
    log: true
    prior: 0.01
    prior_confidence: medium
  weight_decay:
    lower: 1.0e-6
    upper: 0.01
    log: true
    prior: 1.0e-4
  momentum:
    lower: 0.8
    upper: 0.99
    prior: 0.9
    prior_confidence: high
  batch_size: [32, 64, 128, 256, 512]
  width: {lower: 16, upper: 64, log: true}
  optimizer:
    choices: [sgd, adam, adamw]
    prior: sgd
    prior_confidence: medium
  epochs:  # passes over the data
    lower: 3
    upper: 81
    is_fidelity: true

optimizer: random_search
max_evaluations_total: 100
max_cost_total: 24  # GPU hours
ignore_errors: true
`;

/** The same run with its space in a file of its own. */
export const DEMO_SPLIT = {
  run: DEMO_YAML.replace(/pipeline_space:\n(?: .*\n)+/, 'pipeline_space: space.yaml  # shared\n'),
  space: (/pipeline_space:\n((?: .*\n)+)/.exec(DEMO_YAML)?.[1] ?? '').replaceAll(/^ {2}/gm, ''),
};

const FILES: Readonly<Record<string, string>> = {
  '/users/person/code/run.yaml': DEMO_YAML,
  '/users/person/code/split.yaml': DEMO_SPLIT.run,
  '/users/person/code/space.yaml': DEMO_SPLIT.space,
};

const TREE: Readonly<Record<string, readonly (readonly [string, DirectoryEntry['kind']])[]>> = {
  '/': [
    ['home', 'directory'],
    ['scratch', 'directory'],
  ],
  '/home': [['person', 'directory']],
  '/users/person': [
    ['code', 'directory'],
    ['runs', 'directory'],
  ],
  '/users/person/code': [
    ['run.yaml', 'file'],
    ['space.yaml', 'file'],
    ['split.yaml', 'file'],
    ['train', 'directory'],
  ],
  '/users/person/code/train': [],
  '/users/person/runs': [
    ['diffusion-2d', 'run'],
    ['resnet-cifar', 'run'],
    ['xgb-churn', 'run'],
  ],
  '/scratch': [['gpt-nano-owt', 'run']],
};

/** A path of the made-up disk: `~` written out, no slash at its end. */
export function absoluteDemoPath(path: string): string {
  const expanded = path.trim().replace(/^~(?=\/|$)/, '/users/person');
  return expanded.replace(/\/+$/, '') || '/';
}

/** A small made-up disk. */
export function listDemoFolder(given: string) {
  const path = absoluteDemoPath(given);
  const children = TREE[path];
  if (!children) {
    throw new IncumbentError('not-found', `Expected a directory, found nothing at ${path}.`, { path });
  }
  return {
    path,
    parent: path === '/' ? null : path.replace(/\/[^/]+$/, '') || '/',
    entries: children.map(([name, kind]) => ({
      name,
      kind,
      path: path === '/' ? `/${name}` : `${path}/${name}`,
    })),
  };
}

export function readDemoFile(given: string) {
  const path = absoluteDemoPath(given);
  const text = FILES[path];
  if (text === undefined) {
    throw new IncumbentError('not-found', `Expected a YAML file, found nothing at ${path}.`, { path });
  }
  return { path, text };
}
