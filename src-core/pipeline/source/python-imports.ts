import { maskedText } from './masked-text.ts';
import { PYTHON_STRING_OR_COMMENT } from './seen-in-python.ts';

const IMPORT = /(?:^|;)[ \t]*import[ \t]+([^;\n]+)/gm;
const FROM = /(?:^|;)[ \t]*from[ \t]+([A-Za-z_]\w*)[\w.]*[ \t]+import\b/gm;

/** The top-level modules that a Python text imports anywhere, also within functions; relative ones are left out. */
export function pythonImports(text: string): readonly string[] {
  const { code } = maskedText(text, PYTHON_STRING_OR_COMMENT, (part) => part.startsWith('#'));
  const whole = [...code.matchAll(IMPORT)].flatMap(([, list = '']) =>
    list.split(',').map((item) => /^\s*([A-Za-z_]\w*)/.exec(item)?.[1] ?? ''),
  );
  const parts = [...code.matchAll(FROM)].map(([, name = '']) => name);
  return [...new Set([...whole, ...parts])].filter((name) => name !== '').sort();
}
