import { childrenOf, inOneLine, nodesOf, type SyntaxNode } from '#core/config/exchange/syntax-tree.ts';
import type { FunctionParameter, PipelineFunction } from '#core/contract/setup/pipeline.ts';
import {
  declaredBy,
  exportsOf,
  type JavascriptSource,
  javascriptSource,
  nameOf,
} from './javascript-exports.ts';

/** The exported functions of a JavaScript or TypeScript module, read from its text, with the fields of their first argument. */
export function javascriptFunctions(text: string): readonly PipelineFunction[] {
  const source = javascriptSource(text);
  const locals = new Map(
    childrenOf(source.root)
      .flatMap((statement) => [statement, ...(isExport(statement) ? childrenOf(statement) : [])])
      .flatMap((statement) => declaredBy(statement, source))
      .map(({ name, value }) => [name, value]),
  );
  const found = exportsOf(source).names.flatMap(({ name, value }) => {
    const isWord = value?.name === 'VariableName' || value?.name === 'PropertyDefinition';
    const called = isWord ? locals.get(source.textOf(value)) : value;
    const list = called?.getChild('ParamList');
    return list && isWhole(list) ? [{ name, ...signatureOf(list, source) }] : [];
  });
  return [...new Map(found.map((each) => [each.name, each])).values()];
}

function isExport({ name }: SyntaxNode): boolean {
  return name === 'ExportDeclaration';
}

/** In brackets to their end; an arrow function of one argument needs none. */
function isWhole({ firstChild, lastChild }: SyntaxNode): boolean {
  return lastChild?.name === ')' || firstChild?.name === 'VariableDefinition';
}

function signatureOf(list: SyntaxNode, source: JavascriptSource): Omit<PipelineFunction, 'name'> {
  const nodes = childrenOf(list).filter(({ name }) => name !== '(' && name !== ')');
  const end = nodes.findIndex(({ name }) => name === ',');
  const [first, ...more] = end < 0 ? nodes : nodes.slice(0, end);
  if (first === undefined) {
    return { parameters: [], complete: true };
  }
  const type = more.find(({ name }) => name === 'TypeAnnotation');
  const types = type === undefined ? [] : typedFields(type, source);
  if (first.name !== 'ObjectPattern') {
    return { parameters: types, complete: false };
  }
  const fields = first.getChildren('PatternProperty').map((field) => fieldOf(field, types, source));
  return { parameters: fields, complete: true };
}

/** `width`, `width = 3`, `width: w = 3`, `...others` of a pattern. */
function fieldOf(
  field: SyntaxNode,
  types: readonly FunctionParameter[],
  source: JavascriptSource,
): FunctionParameter {
  const [first, second] = childrenOf(field);
  if (first?.name === 'Spread') {
    return { name: second ? source.textOf(second) : '', annotation: null, default: null, kind: 'any' };
  }
  const name = first === undefined ? '' : nameOf(first, source);
  const typed = types.find((each) => each.name === name);
  const value = field.getChild('Equals')?.nextSibling ?? null;
  return {
    name,
    annotation: typed?.annotation ?? null,
    default: value === null ? (typed?.default ?? null) : inOneLine(source.textOf(value)),
    kind: 'name',
  };
}

/** The fields of `{ lr: number; width?: number }`, or of the type of that name in the same text. */
function typedFields(annotation: SyntaxNode, source: JavascriptSource): FunctionParameter[] {
  const [, type] = childrenOf(annotation);
  const declared = type?.name === 'TypeName' ? declarationOf(source.textOf(type), source) : annotation;
  const [body] = declared === undefined ? [] : nodesOf(declared, 'ObjectType');
  return (body?.getChildren('PropertyType') ?? []).flatMap((property) => {
    const key = childrenOf(property).find(({ name }) => name === 'PropertyDefinition' || name === 'String');
    const written = property.getChild('TypeAnnotation');
    const [, from] = written === null ? [] : childrenOf(written);
    return key === undefined || written === null || from === undefined
      ? []
      : [
          {
            name: nameOf(key, source),
            annotation: inOneLine(source.textOf({ from: from.from, to: written.to })),
            default: property.getChild('Optional') === null ? null : 'undefined',
            kind: 'name' as const,
          },
        ];
  });
}

function declarationOf(name: string, source: JavascriptSource): SyntaxNode | undefined {
  return nodesOf(source.root, 'TypeAliasDeclaration', 'InterfaceDeclaration').find((declaration) => {
    const defined = declaration.getChild('TypeDefinition');
    return defined !== null && source.textOf(defined) === name;
  });
}
