import { parser } from '@lezer/javascript';
import { childrenOf, nodesOf, type SyntaxNode } from '#core/config/exchange/syntax-tree.ts';
import type { Seen } from './source-file.ts';

/** The text of a JavaScript or TypeScript module with its tree. */
export type JavascriptSource = {
  readonly root: SyntaxNode;
  textOf(node: { readonly from: number; readonly to: number }): string;
};

/** A name and what the text binds it to: a function, another name, any expression; null if the text does not show it. */
export type Bound = { readonly name: string; readonly value: SyntaxNode | null };

type Exports = {
  readonly names: readonly Bound[];
  /** Whether the module may export names that its text does not spell. */
  readonly isOpen: boolean;
  readonly isCommonJs: boolean;
};

const typescript = parser.configure({ dialect: 'ts' });

export function javascriptSource(text: string): JavascriptSource {
  return { root: typescript.parse(text).topNode, textOf: ({ from, to }) => text.slice(from, to) };
}

/**
 * Looks for an export in the text of a JavaScript or TypeScript module, without running it. A name that may be exported
 * without being spelled is unseen.
 */
export function seenInJavascript(text: string, name: string): Seen {
  const { names: bound, isOpen, isCommonJs } = exportsOf(javascriptSource(text));
  const names = bound.map((each) => each.name);
  const mayBe = isOpen || (isCommonJs && name === 'default');
  return { verdict: names.includes(name) ? 'found' : mayBe ? 'unseen' : 'missing', names };
}

/** True if a function, class or variable of that name is defined, whether exported or not. */
export function definesInJavascript(text: string, name: string): boolean {
  const source = javascriptSource(text);
  return nodesOf(source.root, 'VariableDefinition').some(
    (word) => source.textOf(word) === name && word.parent?.name.endsWith('Declaration') === true,
  );
}

/** What a module exports, as an ES module and as a CommonJS module. */
export function exportsOf(source: JavascriptSource): Exports {
  const declarations = source.root.getChildren('ExportDeclaration');
  const objects = exportsObjects(source);
  const all = [
    ...declarations.map((declaration) => exportedBy(declaration, source)),
    ...objects.map((object) => assignedTo(object, source)),
  ];
  return {
    names: all.flatMap((names) => names ?? []),
    isOpen: all.includes(null),
    isCommonJs: objects.length > 0,
  };
}

/** By `export …`; null if that also exports names which stand elsewhere. */
function exportedBy(declaration: SyntaxNode, source: JavascriptSource): readonly Bound[] | null {
  const [, second, third, fourth] = childrenOf(declaration);
  switch (second?.name) {
    case 'type':
      return [];
    case 'Equals':
      return null;
    case 'Star':
      return third?.name === 'as' && fourth ? [{ name: source.textOf(fourth), value: null }] : null;
    case 'default':
      return [{ name: 'default', value: third ?? null }];
    case 'ExportGroup':
      return groupNames(second, third?.name === 'from', source);
    default:
      return second ? declaredBy(second, source) : [];
  }
}

/** Of `{ a, b as c, type T }`. */
function groupNames(group: SyntaxNode, isElsewhere: boolean, source: JavascriptSource): readonly Bound[] {
  const words = childrenOf(group);
  return words.flatMap((word, at) => {
    const after = words[at + 1];
    if (!/^(?:VariableName|String)$/.test(word.name) || after?.name === 'as' || after?.type.isError) {
      return [];
    }
    const local = words[at - 1]?.name === 'as' ? (words[at - 2] ?? null) : word;
    return [{ name: nameOf(word, source), value: isElsewhere ? null : local }];
  });
}

/** What a function, a class or a line of variables declares; nothing for types. */
export function declaredBy(declaration: SyntaxNode, source: JavascriptSource): readonly Bound[] {
  if (declaration.name === 'AmbientDeclaration') {
    return childrenOf(declaration).flatMap((inner) => declaredBy(inner, source));
  }
  const children = childrenOf(declaration);
  const isLine = declaration.name === 'VariableDeclaration';
  return children.flatMap((child, at): readonly Bound[] => {
    if (child.name === 'VariableDefinition') {
      return [{ name: source.textOf(child), value: isLine ? valueAfter(children, at) : declaration }];
    }
    const inPattern = isLine && child.name.endsWith('Pattern') ? nodesOf(child, 'VariableDefinition') : [];
    return inPattern.map((word) => ({ name: source.textOf(word), value: null }));
  });
}

function valueAfter(children: readonly SyntaxNode[], at: number): SyntaxNode | null {
  const equals = children[at + 1]?.name === 'TypeAnnotation' ? at + 2 : at + 1;
  return children[equals]?.name === 'Equals' ? (children[equals + 1] ?? null) : null;
}

/** Every place that names `exports` or `module.exports`, and `module` by itself. */
function exportsObjects(source: JavascriptSource): readonly SyntaxNode[] {
  return nodesOf(source.root, 'VariableName').flatMap((word) => {
    const name = source.textOf(word);
    const { parent } = word;
    const isWhole = name === 'module' && parent !== null && source.textOf(parent) === 'module.exports';
    return isWhole ? [parent] : name === 'exports' || name === 'module' ? [word] : [];
  });
}

/** What is put on the object there; null if what is done with it may be more than naming one property. */
function assignedTo(object: SyntaxNode, source: JavascriptSource): readonly Bound[] | null {
  const { parent } = object;
  if (parent === null || object.from !== parent.from || source.textOf(object) === 'module') {
    return null;
  }
  if (parent.name === 'AssignmentExpression') {
    return parent.lastChild?.name === 'ObjectExpression' ? propertiesOf(parent.lastChild, source) : null;
  }
  const key = childrenOf(parent).find(({ name }) => name === 'PropertyName' || name === 'String');
  if (parent.name !== 'MemberExpression' || key === undefined) {
    return null;
  }
  const assignment = parent.parent;
  const isTarget = assignment?.name === 'AssignmentExpression' && assignment.from === parent.from;
  return isTarget ? [{ name: nameOf(key, source), value: assignment.lastChild }] : [];
}

/** Of `{ train, run: train, test() {} }`; null if not all of them are spelled. */
function propertiesOf(object: SyntaxNode, source: JavascriptSource): readonly Bound[] | null {
  const properties = object.getChildren('Property').map((property): Bound | null => {
    const key = childrenOf(property).find(({ name }) => name === 'PropertyDefinition' || name === 'String');
    const value = property.getChild(':') === null ? null : property.lastChild;
    const isMethod = property.getChild('ParamList') !== null;
    return key === undefined || property.getChild('Spread') !== null
      ? null
      : { name: nameOf(key, source), value: isMethod ? property : (value ?? key) };
  });
  const known = properties.filter((property) => property !== null);
  return known.length === properties.length ? known : null;
}

/** A name as a word or in quotes. */
export function nameOf(node: SyntaxNode, source: JavascriptSource): string {
  const text = source.textOf(node);
  return node.name === 'String' ? text.slice(1, -1) : text;
}
