import {
  isInModule,
  nameOf,
  type PythonSource,
  pythonSource,
} from '#core/config/exchange/python/python-syntax.ts';
import { childrenOf, inOneLine, nodesOf, type SyntaxNode } from '#core/config/exchange/syntax-tree.ts';
import type { FunctionParameter, PipelineFunction } from '#core/contract/setup/pipeline.ts';

/**
 * The functions of a Python module that stand at its left edge, read from its text; the last of a name counts.
 * `complete` is false if a decorator, a branch or an assignment may put another function in its place.
 */
export function pythonFunctions(text: string): readonly PipelineFunction[] {
  const source = pythonSource(text);
  const [rebound, choices] = [reboundNames(source), choicesByName(source)];
  const found = childrenOf(source.root).flatMap((statement) => {
    const definition = statement.name === 'DecoratedStatement' ? statement.lastChild : statement;
    const list = definition?.getChild('ParamList');
    if (definition?.name !== 'FunctionDefinition' || !list || list.lastChild?.name !== ')') {
      return [];
    }
    const name = nameOf(definition, source);
    const complete = statement === definition && !rebound.has(name);
    return [{ name, parameters: parametersOf(list, source, choices), complete }];
  });
  return [...new Map(found.map((each) => [each.name, each])).values()];
}

/** The names that a branch of the module defines, or that a line of it assigns to. */
function reboundNames(source: PythonSource): ReadonlySet<string> {
  const branches = nodesOf(source.root, 'FunctionDefinition').filter(({ parent }) => parent?.name === 'Body');
  const targets = nodesOf(source.root, 'AssignStatement')
    .filter(isInModule)
    .flatMap((statement) => statement.getChildren('VariableName'))
    .filter((word) => word.nextSibling !== null);
  return new Set([
    ...branches.filter(isInModule).map((definition) => nameOf(definition, source)),
    ...targets.map((word) => source.textOf(word)),
  ]);
}

function parametersOf(list: SyntaxNode, source: PythonSource, choices: Choices): FunctionParameter[] {
  const nodes = childrenOf(list);
  const slash = placeOfSlash(list, source);
  return nodes.flatMap((node, at) => {
    const before = nodes[at - 1]?.name;
    if (node.name !== 'VariableName' || before === '*' || before === 'AssignOp') {
      return [];
    }
    const kind = before === '**' ? 'any' : node.from < slash ? 'position' : 'name';
    const { annotation, ...parameter } = parameterOf(node, nodes.slice(at + 1, at + 4), source);
    return [{ ...parameter, annotation: annotation && (choices.get(annotation) ?? annotation), kind }];
  });
}

/** Where `/` stands, to which the grammar gives no node of its own; -1 if there is none. */
function placeOfSlash(list: SyntaxNode, source: PythonSource): number {
  for (let node = list.firstChild; node?.nextSibling; node = node.nextSibling) {
    if (source.textOf({ from: node.to, to: node.nextSibling.from }).includes('/')) {
      return node.to;
    }
  }
  return -1;
}

function parameterOf(
  name: SyntaxNode,
  [first, ...more]: readonly SyntaxNode[],
  source: PythonSource,
): Omit<FunctionParameter, 'kind'> {
  const type = first?.name === 'TypeDef' ? (childrenOf(first).at(-1) ?? null) : null;
  const [equals, value] = type === null ? [first, ...more] : more;
  return {
    name: source.textOf(name),
    annotation: type && inOneLine(source.textOf(type)),
    default: equals?.name === 'AssignOp' && value ? inOneLine(source.textOf(value)) : null,
  };
}

type Choices = ReadonlyMap<string, string>;

/** By the name of a type, the `Literal` that the module says it is, or the texts of its enumeration of texts. */
function choicesByName(source: PythonSource): Choices {
  return new Map(
    childrenOf(source.root).flatMap((statement) => {
      const choices = literalOf(statement, source) ?? enumerationOf(statement, source);
      return choices === null ? [] : [[nameOf(statement, source), choices]];
    }),
  );
}

/** Of `Loss = Literal[…]` and `type Loss = Literal[…]`. */
function literalOf(statement: SyntaxNode, source: PythonSource): string | null {
  const value = childrenOf(statement).at(-1);
  const head = value?.name === 'MemberExpression' && value.getChild('[') !== null ? value.firstChild : null;
  return value && head && lastWord(head, source) === 'Literal' ? inOneLine(source.textOf(value)) : null;
}

/** Of `class Loss(str, Enum): …` and `class Loss(StrEnum): …`. */
function enumerationOf(statement: SyntaxNode, source: PythonSource): string | null {
  const bases = statement.getChild('ArgList');
  const words = bases === null ? [] : childrenOf(bases).map((base) => lastWord(base, source));
  const ofTexts = words.includes('StrEnum') || (words.includes('str') && words.includes('Enum'));
  const members = statement.getChild('Body')?.getChildren('AssignStatement') ?? [];
  const texts = members.flatMap((member) => {
    const value = childrenOf(member).at(-1);
    return value?.name === 'String' ? [source.textOf(value)] : [];
  });
  return ofTexts && texts.length > 0 ? `Literal[${texts.join(', ')}]` : null;
}

/** `Literal` of `Literal` and of `typing.Literal`. */
function lastWord(node: SyntaxNode, source: PythonSource): string {
  return source.textOf(node.name === 'MemberExpression' ? (node.lastChild ?? node) : node);
}
