/** What a class of the NePS library makes: a parameter of ours, or something that only an architecture space has. */
export type ParameterClass =
  | 'float'
  | 'integer'
  | 'categorical'
  | 'constant'
  | 'fidelity'
  | 'float-fidelity'
  | 'integer-fidelity'
  | 'architecture';

const CLASSES: ReadonlyMap<string, ParameterClass> = new Map<string, ParameterClass>([
  ['Float', 'float'],
  ['Integer', 'integer'],
  ['Categorical', 'categorical'],
  ['Constant', 'constant'],
  ['Fidelity', 'fidelity'],
  ['FloatFidelity', 'float-fidelity'],
  ['IntegerFidelity', 'integer-fidelity'],
  ...[
    'Architecture',
    'ByName',
    'Function',
    'GraphGrammar',
    'GraphGrammarCell',
    'GraphGrammarRepetitive',
    'Lazy',
    'Operation',
    'Repeated',
    'Resample',
    'Resampled',
  ].map((name): readonly [string, ParameterClass] => [name, 'architecture']),
]);

/** By the last part of its name: `neps.Float`, `FloatParameter` of 0.12 and `HPOFloat` of 0.15 are the same. */
export function parameterClass(callee: string): ParameterClass | null {
  const name = callee.split('.').at(-1) ?? '';
  return CLASSES.get(name.replace(/^HPO/, '').replace(/Parameter$/, '')) ?? null;
}

const RANGE = ['lower', 'upper', 'log', 'log_base', 'prior', 'prior_confidence', 'is_fidelity'];
const OLDER = ['default', 'default_confidence'];

/** The arguments of a class: `positional` are those that every version takes by position. */
export const PARAMETER_ARGUMENTS: Readonly<
  Record<
    Exclude<ParameterClass, 'architecture'>,
    { readonly positional: readonly string[]; readonly names: readonly string[] }
  >
> = {
  float: { positional: ['lower', 'upper', 'log'], names: [...RANGE, ...OLDER] },
  integer: { positional: ['lower', 'upper', 'log'], names: [...RANGE, ...OLDER] },
  'float-fidelity': { positional: ['lower', 'upper'], names: ['lower', 'upper', 'log'] },
  'integer-fidelity': { positional: ['lower', 'upper'], names: ['lower', 'upper', 'log'] },
  categorical: {
    positional: ['choices', 'prior', 'prior_confidence'],
    names: ['choices', 'prior', 'prior_confidence', ...OLDER],
  },
  constant: { positional: ['value'], names: ['value'] },
  fidelity: { positional: ['domain'], names: ['domain'] },
};
