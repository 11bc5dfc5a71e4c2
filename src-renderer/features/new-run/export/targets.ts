import type { ExportTarget } from '#core/contract/setup/exported.ts';

type TargetWords = {
  /** The word of the choice. */
  readonly label: string;
  /** The name of the text, as a screen reader says it. */
  readonly title: string;
  /** Whom it is for. */
  readonly about: string;
  readonly ending: string;
  readonly type: string;
};

/** What a run can be exported to, in the order in which people are asked. */
export const TARGETS: Readonly<Record<ExportTarget, TargetWords>> = {
  python: {
    label: 'Script',
    title: 'Python script',
    about: 'A script for NePS 0.16. Relative paths in it start in its folder.',
    ending: '.py',
    type: 'text/x-python',
  },
  yaml: {
    label: 'YAML',
    title: 'YAML for the library',
    about: 'The keyword arguments of run, for NePS until 0.14: later ones take spaces as Python alone.',
    ending: '-neps.yaml',
    type: 'application/yaml',
  },
  configspace: {
    label: 'ConfigSpace',
    title: 'ConfigSpace JSON',
    about: 'The search space alone, for ConfigSpace 1. A run takes it as its pipeline_space too.',
    ending: '-space.json',
    type: 'application/json',
  },
};

export const TARGET_NAMES = ['python', 'yaml', 'configspace'] as const satisfies readonly ExportTarget[];
