import type { Exported } from '#core/contract/setup/documents.ts';
import type { Pipeline, RunSettings } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { withPrior } from '#core/space/roles.ts';
import { leftOut } from './left-out.ts';
import { type LibraryOptimizer, libraryOptimizer, refusesPriors } from './library-optimizer.ts';
import { pythonLiteral, pythonSpace, spaceRefusals } from './python-text.ts';

/** Optimizers of 0.16 that take only spaces whose choices are all of one type. */
const CLASSIC = new Set(['asha', 'async_hb', 'bayesian_optimization', 'pibo', 'successive_halving']);

/**
 * A run as a script for the Python library, version 0.16, that lies beside the YAML. It imports the function that the
 * run names and can be started as it is.
 */
export function writePythonScript(settings: RunSettings, space: SearchSpace): Exported {
  const { evaluate_pipeline } = settings;
  const optimizer = libraryOptimizer(settings.optimizer, space, '0.16');
  const reasons = [
    ...(optimizer.kind === 'refused' ? [optimizer.reason] : []),
    ...spaceRefusals(space),
    ...mixedChoices(optimizer, space),
  ];
  if (evaluate_pipeline.kind === 'javascript' || evaluate_pipeline.kind === 'command') {
    reasons.push(`The library calls functions of Python alone, not \`${evaluate_pipeline.written}\`.`);
    return { kind: 'refused', reasons };
  }
  if (evaluate_pipeline.kind === 'python' && stemOf(evaluate_pipeline.file).includes('.')) {
    reasons.push(`Python can't import \`${evaluate_pipeline.file}\` by its name: it has a point in it.`);
  }
  if (reasons.length > 0) {
    return { kind: 'refused', reasons };
  }
  const isWithoutPriors = refusesPriors(optimizer) && withPrior(space).length > 0;
  const notes = [
    ...budgetNotes(settings),
    ...(isWithoutPriors
      ? ['The priors are left out: the library refuses those that its search would not use.']
      : []),
    ...leftOut(settings),
  ];
  const used = isWithoutPriors ? withoutPriors(space) : space;
  return {
    kind: 'exported',
    text: script({ settings, space: used, optimizer, notes }, evaluate_pipeline),
    notes,
  };
}

function withoutPriors(space: SearchSpace): SearchSpace {
  return space.map((parameter) =>
    parameter.kind === 'constant' ? parameter : { ...parameter, prior: null, prior_confidence: null },
  );
}

function mixedChoices(optimizer: LibraryOptimizer, space: SearchSpace): readonly string[] {
  if (optimizer.kind !== 'named' || !CLASSIC.has(optimizer.name)) {
    return [];
  }
  const groups = { string: 'text', float: 'float', integer: 'integer', boolean: 'integer' } as const;
  const mixed = space.filter(
    (parameter) =>
      parameter.kind === 'categorical' &&
      new Set(parameter.choice_kinds.map((kind) => groups[kind])).size > 1,
  );
  return mixed.map(
    ({ name }) =>
      `The library's \`${optimizer.name}\` takes choices of one type alone: those of \`${name}\` are of several.`,
  );
}

function budgetNotes({ max_evaluations_total, max_evaluations_per_run }: RunSettings): readonly string[] {
  if (max_evaluations_total !== null) {
    return ['`evaluations_to_spend` holds for each process that runs this script, not for all together.'];
  }
  return max_evaluations_per_run === null
    ? ['No number of evaluations ends it: it runs until it is stopped, or until a cost is spent.']
    : [];
}

type Parts = {
  readonly settings: RunSettings;
  readonly space: SearchSpace;
  readonly optimizer: LibraryOptimizer;
  readonly notes: readonly string[];
};

type PythonPipeline = Extract<Pipeline, { readonly kind: 'python' | 'python-module' }>;

function script({ settings, space, optimizer, notes }: Parts, pipeline: PythonPipeline): string {
  const remarks = notes.map((note) => `# ${note}`).join('\n');
  return `"""A search with the Python library NePS, version 0.16: pip install neural-pipeline-search==0.16.0"""
${remarks === '' ? '' : `\n${remarks}\n`}
import functools
import importlib
import logging
import sys
from pathlib import Path

import neps

HERE = Path(__file__).resolve().parent
${importText(pipeline)}

# The library has other names for what a function returns.
RESULT_NAMES = {"loss": "objective_to_minimize", "extra": "info_dict"}


@functools.wraps(pipeline)
def evaluate_pipeline(**config):
    result = pipeline(**config)
    if isinstance(result, dict):
        return {RESULT_NAMES.get(name, name): value for name, value in result.items()}
    return result


${pythonSpace(space)}


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    neps.run(
${keywordsOf(settings, optimizer)
  .map(([name, value]) => `        ${name}=${value},`)
  .join('\n')}
    )
`;
}

/** How the function becomes `pipeline`: imported from the folder of its file, or by its module's name. */
function importText(pipeline: PythonPipeline): string {
  const [folder, module] =
    pipeline.kind === 'python-module'
      ? ['', pipeline.module]
      : [folderOf(pipeline.file), stemOf(pipeline.file)];
  return `sys.path.insert(0, str(${folder === '' ? 'HERE' : pathText(folder)}))
pipeline = importlib.import_module(${pythonLiteral(module)}).${pipeline.function}`;
}

function folderOf(file: string): string {
  return file.slice(0, file.length - fileName(file).length);
}

function stemOf(file: string): string {
  return fileName(file).replace(/\.py$/, '');
}

function fileName(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}

/** Relative paths begin at the script. */
function pathText(path: string): string {
  const text = pythonLiteral(path);
  return path.startsWith('~') ? `Path(${text}).expanduser()` : `HERE / ${text}`;
}

function keywordsOf(
  settings: RunSettings,
  optimizer: LibraryOptimizer,
): readonly (readonly [string, string])[] {
  const total = settings.max_evaluations_total;
  const each = settings.max_evaluations_per_run;
  const evaluations = total === null || each === null ? (total ?? each) : Math.min(total, each);
  const numbers = {
    evaluations_to_spend: evaluations,
    cost_to_spend: settings.max_cost_total,
    objective_value_on_error: settings.loss_value_on_error,
    cost_value_on_error: settings.cost_value_on_error,
    sample_batch_size: settings.sample_batch_size === 1 ? null : settings.sample_batch_size,
  };
  const flags = {
    continue_until_max_evaluation_completed: settings.continue_until_max_evaluation_completed,
    overwrite_root_directory: settings.overwrite_working_directory,
    ignore_errors: settings.ignore_errors,
  };
  return [
    ['evaluate_pipeline', 'evaluate_pipeline'],
    ['pipeline_space', 'Space()'],
    ['root_directory', pathText(settings.root_directory)],
    ...pairs(numbers, (value) => value !== null),
    ...pairs(flags, (value) => value === true),
    ['optimizer', optimizerText(optimizer)],
  ];
}

function pairs(
  values: Readonly<Record<string, number | boolean | null>>,
  isSaid: (value: number | boolean | null) => boolean,
): readonly (readonly [string, string])[] {
  return Object.entries(values)
    .filter(([, value]) => isSaid(value))
    .map(([name, value]) => [name, pythonLiteral(value)]);
}

function optimizerText(optimizer: LibraryOptimizer): string {
  if (optimizer.kind !== 'named') {
    return '"auto"';
  }
  return Object.keys(optimizer.arguments).length === 0
    ? pythonLiteral(optimizer.name)
    : `(${pythonLiteral(optimizer.name)}, ${pythonLiteral(optimizer.arguments)})`;
}
