import type { InterpreterOffer } from '#core/contract/setup/pipeline.ts';

export const DEMO_INTERPRETERS: InterpreterOffer[] = [
  {
    setting: '.venv',
    path: '/users/person/experiments/.venv/bin/python3',
    version: '3.12.4',
    source: 'the virtual environment /users/person/experiments/.venv, beside run.yaml',
    installed: ['numpy', 'torch'],
    missing: [],
  },
  {
    setting: '/users/person/miniconda3/envs/vision',
    path: '/users/person/miniconda3/envs/vision/bin/python3.11',
    version: '3.11.9',
    source: 'conda environment vision',
    installed: ['numpy'],
    missing: ['torch'],
  },
];
