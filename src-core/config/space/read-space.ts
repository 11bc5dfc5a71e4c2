import { describe } from '#core/config/document/describe.ts';
import {
  childOf,
  type DocumentNode,
  type Entry,
  type KeyNode,
  type MapNode,
} from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import { readingInYaml11 } from '#core/config/document/scalar.ts';
import { EXTRA_ARGUMENTS } from '#core/config/settings/forms/pipeline-form.ts';
import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import { fidelityOf, searchable } from '#core/space/roles.ts';
import { readParameter } from './read-parameter.ts';

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
type NameCheck = { readonly isPython: boolean; readonly report: Report };

/** Reports a name that the pipeline could not receive as a keyword argument. */
function checkParameterName(key: KeyNode, { isPython, report }: NameCheck): void {
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

const OLDER: ReadonlyMap<string, string> = new Map([
  ['default', 'prior'],
  ['default_confidence', 'prior_confidence'],
]);

/** Gives the fields of NePS 0.12 (`default`, `default_confidence`) their names of today; one note for each name. */
function upgradeFields(space: MapNode, report: Report): MapNode {
  const found = new Map<string, KeyNode[]>();
  const entries = space.entries.map(({ key, value }) => ({ key, value: upgraded(value, { found, report }) }));
  for (const [name, [first, ...more]] of found) {
    if (first !== undefined) {
      const count = more.length === 0 ? '' : ` (${more.length + 1} times)`;
      report.note('older-key', first, `\`${name}\` of NePS 0.12 is read as \`${OLDER.get(name)}\`${count}.`);
    }
  }
  return { ...space, entries };
}

type Upgrade = { readonly found: Map<string, KeyNode[]>; readonly report: Report };

function upgraded(node: DocumentNode, upgrade: Upgrade): DocumentNode {
  if (node.kind !== 'map') {
    return node;
  }
  return { ...node, entries: node.entries.flatMap((entry) => upgradedEntry(entry, node, upgrade)) };
}

function upgradedEntry(entry: Entry, { entries }: MapNode, { found, report }: Upgrade): readonly Entry[] {
  const { key, value } = entry;
  const name = OLDER.get(key.name);
  if (name === undefined) {
    return [entry];
  }
  found.set(key.name, [...(found.get(key.name) ?? []), key]);
  if (entries.some((other) => other.key.name === name)) {
    const message = `Expected \`${name}\` once, found \`${name}\` and \`${key.name}\` in one parameter.`;
    report.error('key-twice', key, message);
    return [];
  }
  return [{ key: { ...key, name }, value }];
}

export type ReadSpace = {
  /** The parameters without an error, in the order of the file. */
  readonly space: SearchSpace;
  /** The names of all parameters, also of those with errors. */
  readonly names: readonly string[];
};

/** Reads `pipeline_space`; null where it is no space at all. */
export function readSpace(node: DocumentNode, check: NameCheck): ReadSpace | null {
  const { report } = check;
  if (node.kind !== 'map') {
    refuseSpace(node, report);
    return null;
  }
  if (isPythonObject(node)) {
    const message = `Expected parameters in \`${node.path}\`, found \`path\` and \`name\` of a Python object; write them as YAML.`;
    report.error('space-form', node, message);
    return null;
  }
  const { entries } = upgradeFields(node, report);
  const before = report.count();
  const space = entries.flatMap((entry) => readEntry(entry, check) ?? []);
  checkFidelities(entries, report);
  // Of a parameter that an alias without an anchor stands for it was told where the alias is.
  if (!report.hasErrors(before) && space.length === entries.length) {
    checkSearchable(node, space, report);
  }
  return { space, names: entries.map(({ key }) => key.name) };
}

/** A path as text was reported where its file could not be read. */
function refuseSpace(node: DocumentNode, report: Report): void {
  if (node.kind !== 'scalar' || node.type !== 'string') {
    const rule = 'a mapping of parameters or the path of a YAML file';
    report.error('space-form', node, `Expected ${rule} for \`${node.path}\`, found ${describe(node)}.`);
  }
}

/** NePS 0.12 could take a dictionary from a Python file; code is never imported to read a space. */
function isPythonObject(node: MapNode): boolean {
  const path = childOf(node, 'path');
  const isFile = path?.kind === 'scalar' && /\.py$/.test(path.source);
  return isFile && node.entries.length === 2 && childOf(node, 'name') !== null;
}

function readEntry(entry: Entry, check: NameCheck): Parameter | null {
  const before = check.report.count();
  checkParameterName(entry.key, check);
  const parameter = readParameter(entry, check.report);
  return check.report.hasErrors(before) ? null : parameter;
}

/** Counts what the text says, so that a fidelity with another error is one too. */
function checkFidelities(entries: readonly Entry[], report: Report): void {
  const [first, ...more] = entries.filter(({ value }) => isMarkedFidelity(value));
  for (const { key, value } of more) {
    const at = (value.kind === 'map' ? childOf(value, 'is_fidelity') : null) ?? value;
    const found = `\`${first?.key.name}\` and \`${key.name}\``;
    report.error('fidelity-twice', at, `Expected at most one fidelity, found ${found}.`);
  }
}

function isMarkedFidelity(node: DocumentNode): boolean {
  const flag = node.kind === 'map' ? childOf(node, 'is_fidelity') : null;
  return flag?.kind === 'scalar' && flag.value === true;
}

function checkSearchable(node: MapNode, space: SearchSpace, report: Report): void {
  if (searchable(space).length > 0) {
    return;
  }
  const fidelity = fidelityOf(space);
  const found = space.length === 0 ? 'none' : 'constants';
  const message = `found only ${fidelity === null ? found : `the fidelity \`${fidelity.name}\``}`;
  const rule = 'Expected at least one float, integer or categorical parameter to search';
  report.error('no-searchable-parameter', node, `${rule}, ${message.replace('only none', 'none')}.`);
}
