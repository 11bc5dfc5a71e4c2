import { type DocumentNode, isNothing } from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import { refuse } from './value-readers.ts';

/** Tokenizers keep no secrets (`TOKENIZERS_PARALLELISM`). */
const SECRET = /key|token(?!i[sz])|secret|passw|credential/i;

/** Whether the value of a variable must be written nowhere: a run directory is shown to others, copied and published. */
export function isSecret(variable: string): boolean {
  return SECRET.test(variable);
}

/** Such as of `MAX_TOKENS` or `USE_KEYS`. */
const COUNT_OR_SWITCH = /^(?:\d{1,6}|true|false)$/i;

/**
 * What is to be said of a variable of the YAML whose name tells that it is a secret; null for any other, and for a count
 * or a switch, which hides nothing.
 *
 * @param value - null where it is not known
 */
export function secretRemark(variable: string, value: string | null): string | null {
  return isSecret(variable) && !COUNT_OR_SWITCH.test(value ?? '')
    ? `${variable} looks like a secret. What the YAML says is kept in the run’s directory, too; given at the start (\`--env\`, or in its dialog) it is written nowhere.`
    : null;
}

/** Whether an environment can hold a variable of this name. */
export function isVariableName(name: string): boolean {
  return name !== '' && !/[=\s\0]/.test(name);
}

/** Variables of a worker's environment, values as they are written; a list is dealt out. */
export function readEnvironment(
  node: DocumentNode,
  report: Report,
): Readonly<Record<string, string>> | undefined {
  if (node.kind !== 'map') {
    return refuse(node, 'a mapping of names to values', { report });
  }
  const variables: [string, string][] = [];
  for (const { key, value } of node.entries) {
    if (!isVariableName(key.name)) {
      const message = `Expected the name of a variable without blanks and \`=\`, found \`${key.name}\`.`;
      report.error('wrong-type', key, message);
      continue;
    }
    const written = variableText(value);
    if (written === null || written.includes('\0')) {
      refuse(value, 'a text, or a list of texts that is dealt out', { report });
      continue;
    }
    const remark = written === '' ? null : secretRemark(key.name, written);
    if (remark !== null) {
      report.warning('secret-kept', key, remark);
    }
    variables.push([key.name, written]);
  }
  return Object.fromEntries(variables);
}

/** A list is kept in the form in which the command line takes it: `[0, 1]`. Null for what is neither text nor that. */
export function variableText(node: DocumentNode): string | null {
  if (node.kind === 'scalar') {
    return isNothing(node) ? '' : node.source;
  }
  const items = node.kind === 'list' ? node.items : [];
  const texts = items.flatMap((item) => (item.kind === 'scalar' && !isNothing(item) ? [item.source] : []));
  const isPlain = texts.length === items.length && !texts.some((text) => text === '' || text.includes('"'));
  return texts.length > 0 && isPlain
    ? `[${texts.map((text) => (/[,'\s[\]]/.test(text) ? `"${text}"` : text)).join(', ')}]`
    : null;
}
