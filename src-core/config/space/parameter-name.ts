import type { KeyNode } from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import { readingInYaml11 } from '#core/config/document/yaml-versions.ts';
import { EXTRA_ARGUMENTS } from '#core/config/settings/placeholders.ts';

const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;

/** Python 3.13's keywords: `def f(lambda)` is no function, but `**config` may hold the name. */
const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** Names that JavaScript objects give a meaning of their own. */
const UNSAFE = new Set(['__proto__']);

/** What a name is checked for: keywords matter to a Python function alone. */
export type NameCheck = { readonly isPython: boolean; readonly report: Report };

/** Reports a name that the pipeline could not receive as a keyword argument. */
export function checkParameterName(key: KeyNode, { isPython, report }: NameCheck): void {
  const { name } = key;
  if (!IDENTIFIER.test(name)) {
    const rule =
      'a Python identifier as the name of a parameter (letters, digits and _, not starting with a digit)';
    report.error(
      'parameter-name',
      key,
      `Expected ${rule}, found \`${name}\`; it is passed as a keyword argument.`,
    );
    return;
  }
  if (EXTRA_ARGUMENTS.includes(name) || UNSAFE.has(name)) {
    const message = `Expected a name of its own for each parameter, found \`${name}\`, which is reserved.`;
    report.error('parameter-name-reserved', key, message);
    return;
  }
  if (isPython && KEYWORDS.has(name)) {
    const message = `\`${name}\` is a keyword of Python: a function gets it in \`**kwargs\` alone, never by name.`;
    report.warning('parameter-name-keyword', key, message);
  }
  const reading = key.plain ? readingInYaml11(name) : null;
  if (reading !== null) {
    const message = `YAML 1.1 (PyYAML) reads the name \`${name}\` as ${reading}; quote it to keep it everywhere.`;
    report.warning('yaml-versions-differ', key, message);
  }
}
