import type { FunctionParameter, PipelineFunction } from '#core/contract/setup/pipeline.ts';
import {
  closingBracket,
  type MaskedText,
  maskedText,
  type Piece,
  piecesBetween,
  placeOf,
  written,
} from './masked-text.ts';
import { PYTHON_STRING_OR_COMMENT } from './seen-in-python.ts';

const DEFINITION = /^(?:async[ \t]+)?def[ \t]+(\w+)[ \t]*(?:\[[^\]]*\][ \t]*)?\(/gm;

/** The functions of a Python module that stand at its left edge, read from its text; the last of a name counts. */
export function pythonFunctions(text: string): readonly PipelineFunction[] {
  const module = maskedText(text, PYTHON_STRING_OR_COMMENT, (part) => part.startsWith('#'));
  const found = [...module.code.matchAll(DEFINITION)].flatMap((match) => {
    const open = match.index + match[0].length - 1;
    const close = closingBracket(module.code, open);
    return close === null
      ? []
      : [functionOf(module, { name: match[1] ?? '', start: match.index, from: open + 1, to: close })];
  });
  return [...new Map(found.map((each) => [each.name, each])).values()];
}

type Found = Piece & { readonly name: string; readonly start: number };

function functionOf(module: MaskedText, found: Found): PipelineFunction {
  const { name } = found;
  const isRebound = new RegExp(`^[ \\t]+(?:async[ \\t]+)?def[ \\t]+${name}\\b|^\\s*${name}\\s*=[^=]`, 'm');
  const outside = module.code.slice(0, found.start) + module.code.slice(found.to);
  return {
    name,
    parameters: parametersOf(module, found),
    complete: !isDecorated(module.code.slice(0, found.start)) && !isRebound.test(outside),
  };
}

/** Whether the line in front, with all of its brackets, begins with `@`. */
function isDecorated(before: string): boolean {
  const head = before.trimEnd();
  let end = head.length;
  let line = head.slice(head.lastIndexOf('\n', end - 1) + 1, end);
  while (/^[\s)\]}]/.test(line) && end > 0) {
    end -= line.length + 1;
    line = head.slice(head.lastIndexOf('\n', end - 1) + 1, Math.max(end, 0));
  }
  return line.startsWith('@');
}

function parametersOf(module: MaskedText, within: Piece): FunctionParameter[] {
  let parameters: FunctionParameter[] = [];
  for (const piece of parameterPieces(module.code, within)) {
    const source = module.code.slice(piece.from, piece.to);
    if (source === '/') {
      parameters = parameters.map((parameter) => ({ ...parameter, kind: 'position' }));
    } else if (!source.startsWith('*') || source.startsWith('**')) {
      parameters.push(parameterOf(module, piece));
    }
  }
  return parameters;
}

/** A comma between the arguments of a `lambda` parts no parameters. */
function parameterPieces(code: string, within: Piece): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const piece of piecesBetween(code, within, ',')) {
    const last = pieces.at(-1);
    const isInside = last !== undefined && /=\s*lambda\b[^:]*$/.test(code.slice(last.from, last.to));
    pieces.push(isInside ? { from: last.from, to: piece.to } : piece);
    if (isInside) {
      pieces.splice(-2, 1);
    }
  }
  return pieces;
}

function parameterOf(module: MaskedText, piece: Piece): FunctionParameter {
  const { code } = module;
  const equals = placeOf(code, piece, (at) => code[at] === '=');
  const end = equals ?? piece.to;
  const colon = placeOf(code, { from: piece.from, to: end }, (at) => code[at] === ':');
  const name = code.slice(piece.from, colon ?? end).trim();
  const annotation = colon === null ? null : written(module, { from: colon + 1, to: end });
  return {
    name: name.replace(/^\*\*\s*/, ''),
    annotation: annotation === null ? null : withChoices(module, annotation),
    default: equals === null ? null : written(module, { from: equals + 1, to: piece.to }),
    kind: name.startsWith('**') ? 'any' : 'name',
  };
}

/** `Activation` as the `Literal` that the module says it is, or as the texts of its enumeration of texts. */
function withChoices({ text }: MaskedText, annotation: string): string {
  if (!/^[A-Za-z_]\w*$/.test(annotation)) {
    return annotation;
  }
  const alias = new RegExp(
    `^(?:type[ \\t]+)?${annotation}\\b[^=\\n]*=\\s*((?:\\w+\\.)?Literal\\[[^\\]]*\\])`,
    'm',
  );
  const literal = alias.exec(text)?.[1];
  if (literal !== undefined) {
    return literal.replace(/\s+/g, ' ');
  }
  const enumeration = new RegExp(
    `^class[ \\t]+${annotation}\\((?:\\w+\\.)?(?:StrEnum|str\\s*,\\s*(?:\\w+\\.)?Enum)\\):[^\\n]*\\n((?:[ \\t]+[^\\n]*\\n?|\\n)*)`,
    'm',
  );
  const members = [
    ...(enumeration.exec(text)?.[1] ?? '').matchAll(/^[ \t]+\w+[ \t]*=[ \t]*("[^"\n]*"|'[^'\n]*')/gm),
  ];
  return members.length === 0 ? annotation : `Literal[${members.map((member) => member[1]).join(', ')}]`;
}
