import { describe } from '#core/config/document/describe.ts';
import { childOf, type DocumentNode, type Entry, type MapNode } from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import { fidelityOf, searchable } from '#core/space/roles.ts';
import { upgradeFields } from './older-fields.ts';
import { checkParameterName, type NameCheck } from './parameter-name.ts';
import { readParameter } from './read-parameter.ts';

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
