import { describe } from '#core/config/document/describe.ts';
import { childOf, type DocumentNode, type MapNode } from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import { didYouMean } from '#core/config/words/near-names.ts';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import { type Reader, refuse } from '../value-readers.ts';

/** `{name}` in an argument of a command stands for a value; any other brace belongs to the program. */
const PLACEHOLDER = /\{([\p{XID_Start}_]\p{XID_Continue}*)\}/gu;

/** What a command may ask for beside the parameters; no parameter can have these names. */
export const EXTRA_ARGUMENTS: readonly string[] = [
  'pipeline_directory',
  'previous_pipeline_directory',
  'root_directory',
  'pipeline_id',
];

/** The names in one argument that stand for values. */
function placeholdersIn(argument: string): readonly string[] {
  return [...argument.matchAll(PLACEHOLDER)].flatMap((match) => match[1] ?? []);
}

/** Reports every `{name}` of a command that is no parameter: its value would be missing in each evaluation. */
export function checkPlaceholders(
  pipeline: DocumentNode,
  parameters: readonly string[],
  report: Report,
): void {
  const command = pipeline.kind === 'map' ? childOf(pipeline, 'command') : null;
  const known = [...parameters, ...EXTRA_ARGUMENTS];
  for (const argument of command?.kind === 'list' ? command.items : [command]) {
    const names = argument?.kind === 'scalar' ? placeholdersIn(argument.source) : [];
    for (const name of names.filter((found) => argument !== null && !known.includes(found))) {
      const near = didYouMean(name, known, (each) => `\`{${each}}\``);
      const message = `Expected parameters of the search space in braces, found \`{${name}}\`.${near}`;
      report.error('placeholder-unknown', argument ?? pipeline, message);
    }
  }
}

/**
 * Splits a command into arguments as a POSIX shell would, without being one: blanks separate, quotes keep together.
 * A backslash escapes only blanks, quotes and, inside double quotes, itself, so that Windows paths stay whole. Null where
 * a quote is not closed.
 *
 * @example splitCommand(`python "my train.py" --lr {lr}`) // ['python', 'my train.py', '--lr', '{lr}']
 */
export function splitCommand(text: string): readonly string[] | null {
  const pieces = text.matchAll(PIECE);
  const words: string[] = [];
  let word: string | null = null;
  for (const { groups = {} } of pieces) {
    if (groups.open !== undefined) {
      return null;
    }
    if (groups.blank !== undefined) {
      words.push(...(word === null ? [] : [word]));
      word = null;
    } else {
      word = (word ?? '') + pieceText(groups);
    }
  }
  return word === null ? words : [...words, word];
}

const PIECE =
  /(?<blank>\s+)|'(?<single>[^']*)'|"(?<double>(?:\\.|[^"\\])*)"|(?<open>["'])|\\(?<escaped>[\s'"])|(?<bare>.)/gsu;

function pieceText(groups: Readonly<Record<string, string | undefined>>): string {
  const { single, double, escaped, bare } = groups;
  return single ?? double?.replace(/\\(["\\])/g, '$1') ?? escaped ?? bare ?? '';
}

/** The inverse of {@link splitCommand}: one line that splits into the same arguments. */
export function joinCommand(words: readonly string[]): string {
  return words.map(quotedWord).join(' ');
}

function quotedWord(word: string): string {
  if (/^[^\s'"\\]+$/u.test(word)) {
    return word;
  }
  return `'${word.replaceAll("'", `'"'"'`)}'`;
}

const NAME = /^[\p{XID_Start}_$][\p{XID_Continue}$]*$/u;
const MODULE = /^[\p{XID_Start}_]\p{XID_Continue}*(?:\.[\p{XID_Start}_]\p{XID_Continue}*)*$/u;
const PYTHON_FILE = /\.py$/;
const JAVASCRIPT_FILE = /\.(?:js|mjs|ts)$/;
/** Endings that make a dotted name a file after all, of a kind that is not called as a function. */
const OTHER_FILE = /\.(?:cjs|cts|exe|ipynb|jl|json|jsx|mts|pyc|R|r|rb|sh|tsx|txt|ya?ml)$/;

const FORMS =
  '`path/file.py:function`, `package.module:function`, `path/file.js:export` (also .mjs, .ts) or `{command: …}`';

/** The objective in any of its forms; paths stay as written. */
export const readPipeline: Reader<Pipeline> = (node, report) => {
  if (node.kind === 'scalar' && node.type === 'string') {
    return pipelineOf(node.value, node, report);
  }
  if (node.kind === 'map') {
    return readMapping(node, report);
  }
  return refuse(node, FORMS, { report, code: 'pipeline-form' });
};

function readMapping(node: MapNode, report: Report): Pipeline | undefined {
  const keys = node.entries.map(({ key }) => key.name);
  if (keys.includes('command')) {
    const extra = node.entries.find(({ key }) => key.name !== 'command');
    if (extra !== undefined) {
      const message = `Expected \`command\` alone in \`${node.path}\`, found \`${extra.key.name}\` beside it.`;
      report.error('pipeline-form', extra.key, message);
    }
    return readCommand(childOf(node, 'command') ?? node, report);
  }
  const path = childOf(node, 'path');
  const name = childOf(node, 'name');
  if (path?.kind !== 'scalar' || name?.kind !== 'scalar' || keys.length !== 2) {
    return refuse(node, FORMS, { report, code: 'pipeline-form' });
  }
  const file = /\.\w+$/.test(path.source) ? path.source : `${path.source}.py`;
  report.note(
    'older-key',
    node,
    `\`path\` and \`name\` of NePS 0.12 are read as \`${file}:${name.source}\`.`,
  );
  return pipelineOf(`${file}:${name.source}`, node, report);
}

/** Splits at the last colon: the first may belong to a Windows drive (`C:\x\train.py:train`). */
function pipelineOf(written: string, node: DocumentNode, report: Report): Pipeline | undefined {
  const colon = written.lastIndexOf(':');
  const left = written.slice(0, colon);
  const name = written.slice(colon + 1);
  if (colon < 0 || /^[A-Za-z]$/.test(left) || name === '') {
    return refuseText(node, 'a function after a colon (`path/file.py:function`)', report);
  }
  if (!NAME.test(name)) {
    return refuseText(node, `the name of a function after the colon, not \`${name}\``, report);
  }
  if (PYTHON_FILE.test(left)) {
    return { kind: 'python', file: left, function: name, written };
  }
  if (JAVASCRIPT_FILE.test(left)) {
    return { kind: 'javascript', file: left, export: name, written };
  }
  if (MODULE.test(left) && !OTHER_FILE.test(left)) {
    return { kind: 'python-module', module: left, function: name, written };
  }
  return refuseText(node, FORMS, report);
}

function refuseText(node: DocumentNode, rule: string, report: Report): undefined {
  return refuse(node, rule, { report, code: 'pipeline-form' });
}

function readCommand(node: DocumentNode, report: Report): Pipeline | undefined {
  const command = commandOf(node);
  if (command === null || command.length === 0 || command[0] === '') {
    const rule = 'a program with its arguments, as one text with closed quotes or as a list of texts';
    return refuse(node, rule, { report, code: 'command-form' });
  }
  return { kind: 'command', command: [...command], written: joinCommand(command) };
}

function commandOf(node: DocumentNode): readonly string[] | null {
  if (node.kind === 'scalar') {
    return node.source.includes('\0') ? null : splitCommand(node.source);
  }
  const items = node.kind === 'list' ? node.items : [];
  return items.every((item) => item.kind === 'scalar')
    ? items.map((item) => (item.kind === 'scalar' ? item.source : describe(item)))
    : null;
}
