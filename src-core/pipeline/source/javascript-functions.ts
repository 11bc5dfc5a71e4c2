import type { FunctionParameter, PipelineFunction } from '#core/contract/setup/pipeline.ts';
import { exportedNames } from './exported-names.ts';
import { JAVASCRIPT_STRING_OR_COMMENT } from './javascript-source.ts';
import {
  closingBracket,
  type MaskedText,
  maskedText,
  type Piece,
  piecesBetween,
  placeOf,
  written,
} from './masked-text.ts';

const DECLARED = /\bfunction\b[ \t]*\*?[ \t]*([A-Za-z_$][\w$]*)?[ \t]*(?:<[^>(]*>)?\(/g;
const ASSIGNED =
  /(?:\b(?:const|let|var)\s+|\bexports\.)([A-Za-z_$][\w$]*)\s*(?::[^=]+)?=\s*(?:async\b\s*)?(?:function\b\s*\*?\s*[\w$]*\s*)?(?:<[^>(]*>)?\(/g;
const ARROW_DEFAULT = /\bexport\s+default\s+(?:async\b\s*)?\(/g;

/** The exported functions of a JavaScript or TypeScript module, read from its text, with the fields of their first argument. */
export function javascriptFunctions(text: string): readonly PipelineFunction[] {
  const module = maskedText(text, JAVASCRIPT_STRING_OR_COMMENT, (part) => part.startsWith('/'));
  const { code } = module;
  const found = new Map<string, Piece>();
  for (const pattern of [DECLARED, ASSIGNED, ARROW_DEFAULT]) {
    for (const match of code.matchAll(pattern)) {
      const open = match.index + match[0].length - 1;
      const close = closingBracket(code, open);
      const isCalled = pattern === DECLARED || match[0].includes('function');
      if (close !== null && isOutside(code, match.index) && (isCalled || isArrow(code, close))) {
        found.set(match[1] ?? 'default', { from: open + 1, to: close });
      }
    }
  }
  return exportedNames(code).flatMap(({ name, local }) => {
    const piece = found.get(local);
    return piece === undefined ? [] : [{ name, ...signatureOf(module, piece) }];
  });
}

/** Whether no block and no bracket is open there. */
function isOutside(code: string, at: number): boolean {
  const before = code.slice(0, at);
  const opened = before.match(/[([{]/g)?.length ?? 0;
  return opened === (before.match(/[)\]}]/g)?.length ?? 0);
}

function isArrow(code: string, close: number): boolean {
  return /^\)\s*(?::[^=;]*?)?=>/.test(code.slice(close));
}

function signatureOf(module: MaskedText, within: Piece): Omit<PipelineFunction, 'name'> {
  const { code } = module;
  const [first] = piecesBetween(code, within, ',');
  if (first === undefined) {
    return { parameters: [], complete: true };
  }
  const isPattern = code[first.from] === '{';
  const patternEnd = isPattern ? (closingBracket(code, first.from) ?? first.to) : first.from;
  const equals = placeOf(code, { from: patternEnd + 1, to: first.to }, (at) => isEquals(code, at));
  const colon = placeOf(code, { from: patternEnd + 1, to: equals ?? first.to }, (at) => code[at] === ':');
  const types = colon === null ? [] : typedFields(module, { from: colon + 1, to: equals ?? first.to });
  if (!isPattern) {
    return { parameters: [...types], complete: false };
  }
  const fields = piecesBetween(code, { from: first.from + 1, to: patternEnd }, ',').map((piece) =>
    fieldOf(module, piece, types),
  );
  return { parameters: fields, complete: true };
}

function isEquals(code: string, at: number): boolean {
  return code[at] === '=' && code[at + 1] !== '>' && code[at + 1] !== '=';
}

/** `width`, `width = 3`, `width: w = 3`, `...others` of a pattern. */
function fieldOf(module: MaskedText, piece: Piece, types: readonly FunctionParameter[]): FunctionParameter {
  const { code } = module;
  const equals = placeOf(code, piece, (at) => isEquals(code, at));
  const colon = placeOf(code, { from: piece.from, to: equals ?? piece.to }, (at) => code[at] === ':');
  const name = written(module, { from: piece.from, to: colon ?? equals ?? piece.to });
  if (name.startsWith('...')) {
    return { name: name.slice(3), annotation: null, default: null, kind: 'any' };
  }
  const typed = types.find((each) => each.name === name);
  const byDefault = equals === null ? null : written(module, { from: equals + 1, to: piece.to });
  return {
    name: name.replace(/^['"]|['"]$/g, ''),
    annotation: typed?.annotation ?? null,
    default: byDefault ?? typed?.default ?? null,
    kind: 'name',
  };
}

/** The fields of `{ lr: number; width?: number }`, or of the type of that name in the same text. */
function typedFields(module: MaskedText, type: Piece): readonly FunctionParameter[] {
  const { code } = module;
  const body = typeBody(code, type);
  if (body === null) {
    return [];
  }
  return piecesBetween(code, body, ',;\n').flatMap((piece) => {
    const colon = placeOf(code, piece, (at) => code[at] === ':');
    if (colon === null) {
      return [];
    }
    const head = written(module, { from: piece.from, to: colon }).replace(/^readonly /, '');
    return [
      {
        name: head.replace(/\?$/, ''),
        annotation: written(module, { from: colon + 1, to: piece.to }),
        default: head.endsWith('?') ? 'undefined' : null,
        kind: 'name' as const,
      },
    ];
  });
}

function typeBody(code: string, type: Piece): Piece | null {
  const word = code.slice(type.from, type.to).trim();
  const named = /^[A-Za-z_$][\w$]*$/.test(word)
    ? new RegExp(
        `\\b(?:type\\s+${word.replaceAll('$', '\\$')}\\s*=|interface\\s+${word.replaceAll('$', '\\$')}\\b)\\s*\\{`,
      ).exec(code)
    : null;
  const open = named !== null ? named.index + named[0].length - 1 : code.indexOf('{', type.from);
  const close = open < 0 || (named === null && open >= type.to) ? null : closingBracket(code, open);
  return close === null ? null : { from: open + 1, to: close };
}
