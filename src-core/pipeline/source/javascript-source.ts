import type { Seen } from './source-file.ts';

/** Ways in which an ES module exports names that no line of it spells. */
const DYNAMIC = /\bexport\s*\*\s*from\b|\bexport\s*=/;
/** The same for CommonJS: another object, a spread, a helper. */
const DYNAMIC_COMMONJS = /\bmodule\.exports\s*=\s*(?!\s*\{)|\.\.\.|\bObject\.|\b__exportStar\b/;
const DECLARED =
  /\bexport\s+(?:declare\s+)?(?:async\s+)?(?:abstract\s+)?(?:function\s*\*?|class|const|let|var)\s+([A-Za-z_$][\w$]*)/g;
const LISTED = /\bexport\s*\{([^}]*)\}/g;
const ON_EXPORTS = /\b(?:module\.)?exports\.([A-Za-z_$][\w$]*)\s*=/g;

/**
 * Looks for an export in the text of a JavaScript or TypeScript module, without running it. What is exported by name
 * is found; a name that only occurs, or may be re-exported, is unseen; anything else is missing.
 */
export function seenInJavascript(text: string, name: string): Seen {
  const code = withoutStringsAndComments(text);
  const names = [
    ...matches(code, DECLARED),
    ...matches(code, LISTED).flatMap(listedNames),
    ...matches(code, ON_EXPORTS),
    ...(/\bexport\s+default\b/.test(code) ? ['default'] : []),
  ];
  if (names.includes(name)) {
    return { verdict: 'found', names };
  }
  const mayBe = isInCommonJs(code, name) || isInModule(code, name) || isQuoted(text, name);
  return { verdict: mayBe ? 'unseen' : 'missing', names };
}

/** True where a function of that name is defined, whether exported or not. */
export function definesInJavascript(text: string, name: string): boolean {
  const definition = new RegExp(`\\b(?:function\\s*\\*?|const|let|var|class)\\s+${escaped(name)}(?![\\w$])`);
  return definition.test(withoutStringsAndComments(text));
}

function isInCommonJs(code: string, name: string): boolean {
  const isCommonJs = /\bmodule\.exports\b|\bexports\b\s*[.[]/.test(code);
  return isCommonJs && (name === 'default' || hasWord(code, name) || DYNAMIC_COMMONJS.test(code));
}

/** `export * from …`, `export const { train } = …` */
function isInModule(code: string, name: string): boolean {
  return DYNAMIC.test(code) || (/\bexport\s+(?:const|let|var)\s*[{[]/.test(code) && hasWord(code, name));
}

/** `export { x as "train" }`, `exports['train'] = …` */
function isQuoted(text: string, name: string): boolean {
  return text.includes(`'${name}'`) || text.includes(`"${name}"`);
}

function escaped(name: string): string {
  return name.replaceAll('$', '\\$');
}

function matches(code: string, pattern: RegExp): readonly string[] {
  return [...code.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** The outer names of `{ a, b as c, type T }`. */
function listedNames(list: string): readonly string[] {
  return list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '' && !item.startsWith('type '))
    .map((item) => item.split(/\s+as\s+/).at(-1) ?? item);
}

function hasWord(code: string, name: string): boolean {
  return code.split(/[^\w$]+/).includes(name);
}

/**
 * Comments, strings and templates without nested expressions. Regular expressions with quotes in them can hide a
 * line from the search, which then at most says that a name is not there: so they are taken out where an operator
 * stands before them.
 */
export const JAVASCRIPT_STRING_OR_COMMENT =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|`(?:[^`\\]|\\[\s\S])*`|(?<=[=(,:[!&|?{};]\s*)\/(?![/*])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g;

function withoutStringsAndComments(text: string): string {
  return text.replace(JAVASCRIPT_STRING_OR_COMMENT, (part) => (part.startsWith('/') ? ' ' : "''"));
}
