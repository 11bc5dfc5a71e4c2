import {
  isInModule,
  nameOf,
  type PythonSource,
  pythonSource,
} from '#core/config/exchange/python/python-syntax.ts';
import { childrenOf, nodesOf, type SyntaxNode } from '#core/config/exchange/syntax-tree.ts';
import type { Seen } from './source-file.ts';

/** The top-level modules that a Python text imports anywhere, also within functions; relative ones are left out. */
export function pythonImports(text: string): readonly string[] {
  const source = pythonSource(text);
  const names = nodesOf(source.root, 'ImportStatement').flatMap((statement) => {
    const parts = childrenOf(statement);
    const heads = parts.filter((_, at) => isHead(parts[at - 1], parts[0]?.name === 'from'));
    return heads.filter(({ name }) => name === 'VariableName').map((head) => source.textOf(head));
  });
  return [...new Set(names)].sort();
}

/** Whether a module's name begins behind this word: behind `from`, or behind `import` and commas if there is no `from`. */
function isHead(before: SyntaxNode | undefined, isFrom: boolean): boolean {
  return isFrom ? before?.name === 'from' : before?.name === 'import' || before?.name === ',';
}

/**
 * Looks for a function in the text of a Python module, without running it. `def` and `class` outside of other
 * functions and classes are found; a name that is bound otherwise (`train = partial(…)`, `from x import train`) or
 * may come from elsewhere is unseen; only a name that nothing can have bound is missing.
 *
 * @param name - may be dotted; its first part decides then
 */
export function seenInPython(text: string, name: string): Seen {
  const [first = name, ...rest] = name.split('.');
  const source = pythonSource(text);
  const definitions = nodesOf(source.root, 'FunctionDefinition', 'ClassDefinition').filter(isInModule);
  const names = definitions.map((definition) => nameOf(definition, source));
  if (names.includes(first)) {
    return { verdict: rest.length === 0 ? 'found' : 'unseen', names };
  }
  const isBound = nodesOf(source.root, 'VariableName').some(
    (word) => source.textOf(word) === first && (word.parent?.name === 'ScopeStatement' || isBoundHere(word)),
  );
  return { verdict: isBound || bindsUnseen(source) ? 'unseen' : 'missing', names };
}

/** A word of the module itself may bind a name, unless it is called there or names an argument. */
function isBoundHere(word: SyntaxNode): boolean {
  const { parent } = word;
  const isCallee = parent?.name === 'CallExpression';
  const isArgument = parent?.name === 'ArgList' && word.nextSibling?.name === 'AssignOp';
  return !isCallee && !isArgument && isInModule(word);
}

/** Calls that may bind names which no line of the text spells: within a function they bind names of that function. */
const BINDERS: ReadonlySet<string> = new Set(['exec', 'eval', 'setattr']);
/** The same if they have no argument: `vars(arguments)` binds nothing. */
const SCOPES: ReadonlySet<string> = new Set(['vars', 'locals']);

/** Whether the module may get names that its text does not spell. */
function bindsUnseen(source: PythonSource): boolean {
  const has = (kind: string, test: (node: SyntaxNode) => boolean) => nodesOf(source.root, kind).some(test);
  return (
    has('CallExpression', (call) => bindsByCall(call, source)) ||
    has('ImportStatement', (statement) => statement.getChild('*') !== null) ||
    has('FunctionDefinition', (each) => nameOf(each, source) === '__getattr__' && isInModule(each)) ||
    has('MemberExpression', (member) => source.textOf(member) === 'sys.modules')
  );
}

function bindsByCall(call: SyntaxNode, source: PythonSource): boolean {
  const name = call.firstChild === null ? '' : source.textOf(call.firstChild);
  const isScope = SCOPES.has(name) && /^\(\s*\)$/.test(source.textOf(call.lastChild ?? call));
  return name === 'globals' || ((BINDERS.has(name) || isScope) && isInModule(call));
}
