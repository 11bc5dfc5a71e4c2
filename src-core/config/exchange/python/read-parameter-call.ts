import type { DocumentNode, ListNode } from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import { didYouMean } from '#core/config/words/near-names.ts';
import { flagNode, mapNode, textNode } from '../made-nodes.ts';
import {
  type PythonCall,
  type PythonEntry,
  type PythonExpression,
  shownExpression,
} from './python-expression.ts';

/** What a class of the NePS library makes: a parameter of ours, or something that only an architecture space has. */
type ParameterClass =
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
const PARAMETER_ARGUMENTS: Readonly<
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

/** Where a call stands. In a class the prior of a categorical is the index of its choice, before it was the choice. */
export type ParameterContext = {
  readonly name: string;
  readonly within: 'dict' | 'class';
  readonly report: Report;
};

type Fields = Readonly<Record<string, DocumentNode>>;
type Made = Exclude<ParameterClass, 'architecture'>;

/** A call such as `neps.Float(1e-4, 1e-1, log=True)` as the parameter it would be in YAML; null after it was refused. */
export function readParameterCall(call: PythonCall, context: ParameterContext): DocumentNode | null {
  const kind = parameterClass(call.callee);
  if (kind === null || kind === 'architecture') {
    refuseClass(call, kind, context);
    return null;
  }
  const given = argumentsOf(call, kind, context);
  if (given === null) {
    return null;
  }
  if (kind === 'fidelity') {
    return readFidelity(call, given, context);
  }
  const fields = fieldsOf(given, context);
  return fields === null
    ? null
    : mapNode(call.at, { ...typeOf(kind, call), ...withPrior(kind, fields, context) });
}

function refuseClass(
  call: PythonCall,
  kind: 'architecture' | null,
  { name, report }: ParameterContext,
): void {
  const rule =
    kind === null
      ? '`Float`, `Integer`, `Categorical`, `Constant` or `Fidelity` of the library'
      : 'floats, integers, categoricals and constants; architecture spaces are not searched';
  const code = kind === null ? 'python-unsupported' : 'architecture-space';
  report.error(code, call.at, `Expected ${rule} for \`${name}\`, found \`${call.callee}(…)\`.`);
}

/** The arguments by name; null where one can't be told. */
function argumentsOf(call: PythonCall, kind: Made, context: ParameterContext): readonly PythonEntry[] | null {
  const { positional, names } = PARAMETER_ARGUMENTS[kind];
  const { report } = context;
  const before = report.count();
  const byPosition = call.positional.flatMap((value, index): readonly PythonEntry[] => {
    const name = positional[index];
    if (name === undefined) {
      const rule = `at most ${positional.length} arguments of \`${call.callee}\` by position`;
      report.error(
        'python-unsupported',
        value.at,
        `Expected ${rule}, found ${shownExpression(value)}: give it by name.`,
      );
      return [];
    }
    return [{ name, at: value.at, value }];
  });
  const known = new Set(byPosition.map(({ name }) => name));
  for (const { name, at, value } of call.keywords) {
    if (!names.includes(name)) {
      const found = name === '' ? `${shownExpression(value)}.` : `\`${name}\`.${didYouMean(name, names)}`;
      report.error('unknown-key', at, `Expected an argument of \`${call.callee}\`, found ${found}`);
    } else if (known.has(name)) {
      report.error('key-twice', at, `Expected \`${name}\` once for \`${context.name}\`, found it again.`);
    }
    known.add(name);
  }
  return report.hasErrors(before) ? null : [...byPosition, ...call.keywords];
}

function readFidelity(
  call: PythonCall,
  given: readonly PythonEntry[],
  context: ParameterContext,
): DocumentNode | null {
  const domain = given[0]?.value;
  const kind = domain?.kind === 'call' ? parameterClass(domain.callee) : null;
  if (domain?.kind !== 'call' || (kind !== 'float' && kind !== 'integer')) {
    const found = domain === undefined ? 'nothing' : shownExpression(domain);
    const rule = `a \`Float\` or an \`Integer\` in \`${call.callee}\` for \`${context.name}\``;
    context.report.error('fidelity-kind', domain?.at ?? call.at, `Expected ${rule}, found ${found}.`);
    return null;
  }
  const node = readParameterCall(domain, context);
  return node?.kind === 'map'
    ? {
        ...node,
        entries: [...node.entries, ...mapNode(call.at, { is_fidelity: flagNode(true, call.at) }).entries],
      }
    : node;
}

function typeOf(kind: Made, { at }: PythonCall): Fields {
  switch (kind) {
    case 'float-fidelity':
    case 'integer-fidelity':
      return { type: textNode(kind.replace('-fidelity', ''), at), is_fidelity: flagNode(true, at) };
    case 'constant':
    case 'fidelity':
      return {};
    default:
      return { type: textNode(kind, at) };
  }
}

function fieldsOf(given: readonly PythonEntry[], context: ParameterContext): Fields | null {
  const { report, name } = context;
  const before = report.count();
  const fields: Record<string, DocumentNode> = {};
  for (const entry of given) {
    const node = readArgument(entry);
    if (entry.name === 'log_base') {
      const message = `\`log_base\` of \`${name}\` is left out: the base makes no difference to what is drawn.`;
      report.note('python-note', entry.at, message);
    } else if (node === null) {
      const rule = `a literal for \`${entry.name}\` of \`${name}\``;
      report.error(
        'python-unsupported',
        entry.value.at,
        `Expected ${rule}, found ${shownExpression(entry.value)}.`,
      );
    } else if (node.kind !== 'scalar' || node.type !== 'null') {
      fields[entry.name] = node;
    }
  }
  return report.hasErrors(before) ? null : fields;
}

function readArgument({ name, value }: PythonEntry): DocumentNode | null {
  if (value.kind === 'value') {
    return value.node;
  }
  const level =
    value.kind === 'word' ? /(?:^|\.)ConfidenceLevel\.(LOW|MEDIUM|HIGH)$/.exec(value.word)?.[1] : undefined;
  if (level !== undefined && name === 'prior_confidence') {
    return textNode(level.toLowerCase(), value.at);
  }
  return name === 'choices' ? literalList(value) : null;
}

/** A list or tuple of literals; null for anything else. */
export function literalList(value: PythonExpression): ListNode | null {
  if (value.kind !== 'list') {
    return null;
  }
  const items = value.items.flatMap((item) => (item.kind === 'value' ? [item.node] : []));
  return items.length === value.items.length ? { kind: 'list', ...value.at, items } : null;
}

/** The prior of a categorical as the choice that it means. */
function withPrior(kind: Made, fields: Fields, { name, within, report }: ParameterContext): Fields {
  const { prior, choices } = fields;
  if (
    kind !== 'categorical' ||
    prior?.kind !== 'scalar' ||
    prior.type !== 'integer' ||
    choices?.kind !== 'list'
  ) {
    return fields;
  }
  const chosen = choices.items[prior.value];
  const isChoice = choices.items.some((item) => item.kind === 'scalar' && item.value === prior.value);
  if (chosen?.kind !== 'scalar' || (within === 'dict' && isChoice)) {
    return fields;
  }
  if (within === 'dict') {
    const message = `The prior ${prior.source} of \`${name}\` is read as the index of the choice ${chosen.source}.`;
    report.note('python-note', prior, message);
  }
  return { ...fields, prior: { ...chosen, place: prior.place } };
}
