import type { Seen } from './seen.ts';

/** Ways in which a module may get names that no line of it spells. */
const DYNAMIC =
  /\bimport\s*\*|\b(?:exec|eval|globals|vars|setattr|locals)\s*\(|\bdef\s+__getattr__\b|\bsys\.modules\b/;
const DEFINITION = /^(?:async\s+def|def|class)\s+(\w+)/;

type Block = { readonly indentation: number; readonly isScope: boolean };

/**
 * Looks for a function in the text of a Python module, without running it. `def` and `class` outside of other
 * functions and classes are found; a name that is bound otherwise (`train = partial(…)`, `from x import train`) or
 * may come from elsewhere is unseen; only a name that nothing can have bound is missing.
 *
 * @param name - may be dotted; its first part decides then
 */
export function seenInPython(text: string, name: string): Seen {
  const [first = name, ...rest] = name.split('.');
  const code = withoutStringsAndComments(text);
  const lines = moduleLines(code);
  const names = lines.map((line) => DEFINITION.exec(line)?.[1]).filter((found) => found !== undefined);
  if (names.includes(first)) {
    return { verdict: rest.length === 0 ? 'found' : 'unseen', names };
  }
  // A bare word (no attribute, no keyword argument) on a line of the module itself, or declared global in a function.
  const word = new RegExp(`(?<![.\\w])${first}(?!\\w)(?!\\s*\\()`);
  const isBound =
    lines.some((line) => word.test(line)) || new RegExp(`\\bglobal\\b.*\\b${first}\\b`).test(code);
  return { verdict: isBound || DYNAMIC.test(code) ? 'unseen' : 'missing', names };
}

/** The logical lines that run when the module is imported: not those inside of functions and classes. */
function moduleLines(code: string): readonly string[] {
  const lines: string[] = [];
  let blocks: readonly Block[] = [];
  for (const line of logicalLines(code)) {
    const statement = line.trim();
    const indentation = line.length - line.trimStart().length;
    blocks = blocks.filter((block) => block.indentation < indentation);
    if (!blocks.some((block) => block.isScope)) {
      lines.push(statement);
    }
    blocks = [...blocks, { indentation, isScope: DEFINITION.test(statement) }];
  }
  return lines;
}

/** Lines joined where a bracket or a backslash continues them; empty ones left out. */
function logicalLines(code: string): readonly string[] {
  const lines: string[] = [];
  let open = 0;
  let current = '';
  for (const line of code.split(/\r?\n/)) {
    current += line;
    open = Math.max(0, open + count(line, /[([{]/g) - count(line, /[)\]}]/g));
    if (open === 0 && !line.endsWith('\\')) {
      lines.push(current);
      current = '';
    }
  }
  return [...lines, current].filter((line) => line.trim() !== '');
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Triple-quoted strings, strings and comments, in the order in which Python's own scanner tries them. */
export const PYTHON_STRING_OR_COMMENT =
  /"""(?:[^\\]|\\[\s\S])*?"""|'''(?:[^\\]|\\[\s\S])*?'''|"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?|#[^\n]*/g;

function withoutStringsAndComments(text: string): string {
  return text.replace(PYTHON_STRING_OR_COMMENT, (part) => (part.startsWith('#') ? '' : '0'));
}
