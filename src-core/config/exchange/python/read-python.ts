import type { DocumentNode, Entry, Located, MapNode } from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import { mapNode } from '../made-nodes.ts';
import { childrenOf, type SyntaxNode } from '../syntax-tree.ts';
import { type PythonEntry, type PythonExpression, shownExpression } from './python-expression.ts';
import { type PythonSource, pythonSource, syntaxErrors } from './python-syntax.ts';
import { readExpression } from './read-expression.ts';
import {
  literalList,
  type ParameterContext,
  parameterClass,
  readParameterCall,
} from './read-parameter-call.ts';

/**
 * Reads the search space of a Python text for the NePS library, of any version from 0.12 to 0.16, as the mapping of
 * parameters that it would be in YAML: a dictionary, a class of a `PipelineSpace`, or lines out of either. The text is
 * parsed, never run. Null where no space can be found, after that was reported.
 */
export function readPythonSpace(text: string, report: Report): MapNode | null {
  const source = readable(text);
  const [error] = syntaxErrors(source.root);
  if (error !== undefined) {
    const line = source.textOf(source.root).slice(error.from).split('\n')[0]?.trim().slice(0, 40);
    const found = line === '' ? 'the end of the line' : `\`${line}\``;
    report.error('python-syntax', source.at(error), `Expected Python, found ${found}.`);
  }
  const found = findSpaces(source);
  const space = chosenSpace(found, source, report);
  if (space === null) {
    const rule = 'a dictionary of parameters (`neps.Float(…)`) or a class of a `PipelineSpace`';
    report.error('space-form', source.at(source.root), `Expected ${rule}, found none.`);
    return null;
  }
  const entries = space.entries.flatMap((entry) => readEntry(entry, space.kind, report) ?? []);
  return { kind: 'map', ...source.at(source.root), entries: unique(entries, report) };
}

/** The text, or as the inside of a dictionary or a class, where it is that. */
function readable(text: string): PythonSource {
  const whole = pythonSource(text);
  const framed = [
    () => pythonSource(text, '{\n', '\n}'),
    () => pythonSource(text, 'dict(\n', '\n)'),
    () => pythonSource(text, 'class Space(PipelineSpace):\n'),
  ];
  if (syntaxErrors(whole.root).length === 0 && !/^[ \t]+\S/.test(text)) {
    return whole;
  }
  for (const frame of framed) {
    const source = frame();
    if (syntaxErrors(source.root).length === 0) {
      return source;
    }
  }
  return whole;
}

function chosenSpace(
  found: Found,
  source: PythonSource,
  report: Report,
): Pick<FoundSpace, 'kind' | 'entries'> | null {
  const [space, ...others] = found.spaces;
  for (const { node } of others) {
    report.warning(
      'python-note',
      source.at(node),
      'Expected one search space, found another; the first one is read.',
    );
  }
  for (const node of found.stray) {
    const [line] = source.textOf(node).split('\n');
    report.error(
      'python-unsupported',
      source.at(node),
      `Expected parameters in one search space, found \`${line}\` apart.`,
    );
  }
  if (space === undefined) {
    return found.loose.length > 0 ? { kind: 'class', entries: found.loose } : null;
  }
  return { kind: space.kind, entries: [...space.entries, ...found.loose] };
}

function readEntry({ name, at, value }: PythonEntry, within: 'dict' | 'class', report: Report): Entry | null {
  if (name === '') {
    report.error(
      'python-unsupported',
      at,
      `Expected parameters with names, found ${shownExpression(value)}.`,
    );
    return null;
  }
  const node = readValue(value, { name, within, report });
  return node === null ? null : { key: { name, plain: false, ...at }, value: node };
}

/** Short forms stand in a dictionary alone: there they mean what they mean in YAML. */
function readValue(value: PythonExpression, context: ParameterContext): DocumentNode | null {
  const node = value.kind === 'call' ? readParameterCall(value, context) : readShort(value, context.within);
  if (node === null && value.kind !== 'call') {
    const rule = `a parameter or a literal for \`${context.name}\``;
    context.report.error(
      'python-unsupported',
      value.at,
      `Expected ${rule}, found ${shownExpression(value)}.`,
    );
  }
  return node;
}

function readShort(value: PythonExpression, within: 'dict' | 'class'): DocumentNode | null {
  if (value.kind === 'value') {
    return value.node;
  }
  if (within === 'class') {
    return null;
  }
  if (value.kind !== 'dict') {
    return literalList(value);
  }
  const fields = value.entries.map((entry): readonly [string, DocumentNode | null] => [
    entry.name,
    entry.value.kind === 'value' ? entry.value.node : literalList(entry.value),
  ]);
  const known = Object.fromEntries(fields.flatMap(([name, node]) => (node === null ? [] : [[name, node]])));
  return fields.some(([, node]) => node === null) ? null : mapNode(value.at, known);
}

function unique(entries: readonly Entry[], report: Report): readonly Entry[] {
  const seen = new Map<string, Located>();
  return entries.filter(({ key }) => {
    const first = seen.get(key.name);
    seen.set(key.name, key);
    if (first !== undefined) {
      report.error('yaml-duplicate-key', key, `Expected each name once, found \`${key.name}\` again.`);
    }
    return first === undefined;
  });
}

/** What may be a search space in a text of Python. `class`: the body of a `PipelineSpace`, as since NePS 0.15. */
type FoundSpace = {
  readonly kind: 'dict' | 'class';
  readonly node: SyntaxNode;
  readonly entries: readonly PythonEntry[];
};

type Found = {
  readonly spaces: readonly FoundSpace[];
  /** Parameters that stand by themselves: `lr = neps.Float(…)`. */
  readonly loose: readonly PythonEntry[];
  /** Calls of parameters that belong to no space. */
  readonly stray: readonly SyntaxNode[];
};

/** Finds every dictionary of parameters and every class of a space, whatever stands around them. */
function findSpaces(source: PythonSource): Found {
  const found = { spaces: [] as FoundSpace[], loose: [] as PythonEntry[], stray: [] as SyntaxNode[] };
  visit(source.root, source, found);
  return found;
}

type Collected = { spaces: FoundSpace[]; loose: PythonEntry[]; stray: SyntaxNode[] };

function visit(node: SyntaxNode, source: PythonSource, found: Collected): void {
  const space = spaceAt(node, source);
  if (space !== null) {
    found.spaces.push(space);
    return;
  }
  const loose = node.name === 'AssignStatement' ? assignment(node, source) : null;
  if (loose !== null && isParameter(loose.value)) {
    found.loose.push(loose);
    return;
  }
  if (node.name === 'CallExpression' && isParameter(readExpression(node, source))) {
    found.stray.push(node);
    return;
  }
  for (const child of childrenOf(node)) {
    visit(child, source, found);
  }
}

function spaceAt(node: SyntaxNode, source: PythonSource): FoundSpace | null {
  if (node.name === 'ClassDefinition') {
    const [, , bases] = childrenOf(node);
    const isSpace = bases?.name === 'ArgList' && /\bPipelineSpace\b/.test(source.textOf(bases));
    const entries = isSpace ? bodyEntries(node, source) : [];
    return isSpace ? { kind: 'class', node, entries } : null;
  }
  if (node.name !== 'DictionaryExpression' && node.name !== 'CallExpression') {
    return null;
  }
  const expression = readExpression(node, source);
  if (expression.kind !== 'dict') {
    return null;
  }
  const isSpace = expression.entries.some(({ value }) => isParameter(value)) || isNamed(node, source);
  return isSpace ? { kind: 'dict', node, entries: expression.entries } : null;
}

/** Whether it is given to `pipeline_space`, or is all there is. */
function isNamed(node: SyntaxNode, source: PythonSource): boolean {
  const before = node.prevSibling?.prevSibling;
  const isGiven = before != null && /^(?:pipeline_|search_)?space$/.test(source.textOf(before));
  return isGiven || (node.parent?.name === 'ExpressionStatement' && childrenOf(source.root).length === 1);
}

function bodyEntries(node: SyntaxNode, source: PythonSource): readonly PythonEntry[] {
  const body = childrenOf(node).find(({ name }) => name === 'Body');
  const statements = body === undefined ? [] : childrenOf(body);
  return statements.flatMap((statement) =>
    statement.name === 'AssignStatement' ? (assignment(statement, source) ?? []) : [],
  );
}

/** `name = value`, with or without a type; a comma behind it is one of the call that the line is from. */
function assignment(node: SyntaxNode, source: PythonSource): PythonEntry | null {
  const children = childrenOf(node).filter(({ name }) => name !== 'TypeDef');
  const isWhole = children.length === 3 || (children.length === 4 && children[3]?.name === ',');
  const [name, equals, value] = children;
  return name?.name === 'VariableName' && equals?.name === 'AssignOp' && value !== undefined && isWhole
    ? { name: source.textOf(name), at: source.at(name), value: readExpression(value, source) }
    : null;
}

function isParameter(expression: PythonExpression): boolean {
  return expression.kind === 'call' && parameterClass(expression.callee) !== null;
}
