import type { OptimizerModule } from '#core/contract/optimizers/optimizers.ts';
import type { OptimizerChoice } from '#core/contract/setup/settings.ts';
import type { Json } from '#core/contract/value.ts';
import type { OptimizerProblem } from '#core/optimizers/definition/optimizer-problem.ts';
import type { OptimizerResolution } from '#core/optimizers/definition/resolve-definition.ts';
import type { OptimizerArguments } from '#core/optimizers/optimizer.ts';

type ModuleChoice = Extract<OptimizerChoice, { readonly kind: 'module' }>;

/** How people read the name of their own optimizer: `near-best.ts:nearBest`. */
export function ownName({ file, export: exported }: Pick<OptimizerModule, 'file' | 'export'>): string {
  return `${file.split(/[/\\]/).at(-1)}:${exported}`;
}

function isArgument(value: Json): value is OptimizerArguments[string] {
  return ['number', 'boolean', 'string'].includes(typeof value);
}

function wrongKind(name: string, value: Json): OptimizerProblem {
  return {
    severity: 'error',
    code: 'optimizer-argument-invalid',
    message: `An argument of an optimizer of one's own is a number, a word, true or false; \`${name}\` is ${JSON.stringify(value)}.`,
    argument: name,
  };
}

/**
 * What can be said of the user's own optimizer before its module is loaded: its name and the arguments as given, with
 * no defaults.
 */
export function announceModule({
  file,
  export: exported,
  arguments: given,
}: ModuleChoice): OptimizerResolution {
  const problems = Object.entries(given)
    .filter(([, value]) => !isArgument(value))
    .map(([name, value]) => wrongKind(name, value));
  if (problems.length > 0) {
    return { resolved: null, problems };
  }
  const values = Object.entries(given).filter((entry): entry is [string, OptimizerArguments[string]] =>
    isArgument(entry[1]),
  );
  const module = { file, export: exported, code: null };
  return {
    resolved: {
      name: ownName(module),
      arguments: Object.fromEntries(values),
      reason: 'your own, named in the settings',
      module,
    },
    problems: [],
  };
}
