import {
  type DocumentNode,
  type Entry,
  isNothing,
  type ListNode,
  type Located,
  type MapNode,
} from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import { isNumber, refuse } from '#core/config/settings/value-readers.ts';
import type { ConstantParameter, Parameter } from '#core/contract/space.ts';
import { readChoices } from './choices.ts';
import { readConfigValue } from './config-value.ts';
import {
  FORMS,
  fieldsOf,
  formOf,
  type ParameterFields,
  refuseForeignKeys,
  typeIn,
} from './parameter-form.ts';
import { type NumericalKind, readRange } from './range.ts';

const TYPES = new Set([
  'architecture',
  'architectureparameter',
  'function',
  'functionparameter',
  'grammar',
  'graph',
  'graphgrammar',
  'graphparameter',
  'hierarchical',
  'operation',
  'resample',
  'resampled',
]);

const KEYS = new Set([
  'args',
  'edges',
  'grammar',
  'kwargs',
  'nodes',
  'operation',
  'operations',
  'operator',
  'primitives',
  'resample',
  'resampled',
  'set_recursive_attribute',
  'structure',
]);

/**
 * What shows that a parameter's mapping describes an architecture (operations, graphs, resampling) of the NePS library,
 * as written; null for any other mapping.
 */
function architectureSign(node: MapNode): string | null {
  const type = node.entries.find(({ key }) => key.name === 'type')?.value;
  if (type?.kind === 'scalar' && TYPES.has(type.source.toLowerCase())) {
    return `type: ${type.source}`;
  }
  return node.entries.find(({ key }) => KEYS.has(key.name))?.key.name ?? null;
}

/** The same for the choices of a list: operations may stand among them. */
function architectureSignIn(items: readonly DocumentNode[]): string | null {
  const signs = items.map((item) => (item.kind === 'map' ? architectureSign(item) : null));
  return signs.find((sign) => sign !== null) ?? null;
}

/** Reads one parameter in any of its forms; null where it has an error. All of its errors are reported. */
export function readParameter({ key, value }: Entry, report: Report): Parameter | null {
  const before = report.count();
  const parameter = readForm(key.name, value, report);
  return report.hasErrors(before) ? null : parameter;
}

function readForm(name: string, node: DocumentNode, report: Report): Parameter | null {
  switch (node.kind) {
    case 'scalar':
      return readConstant(name, node, report);
    case 'list':
      return readList(name, node, report);
    case 'map':
      return readMapping(name, node, report);
  }
}

function readConstant(name: string, node: DocumentNode, report: Report): ConstantParameter | null {
  if (isNothing(node)) {
    refuseNothing(name, node, report);
    return null;
  }
  const read = readConfigValue(node, report);
  return read === undefined ? null : { kind: 'constant', name, value: read.value, value_kind: read.kind };
}

/** An alias without an anchor was reported where it stands. */
function refuseNothing(name: string, node: DocumentNode, report: Report): void {
  if (node.kind !== 'scalar' || !node.source.startsWith('*')) {
    report.error('parameter-form', node, `Expected ${FORMS} for \`${name}\`, found nothing.`);
  }
}

/** Two numbers are bounds, anything else are choices. */
function readList(name: string, node: ListNode, report: Report): Parameter | null {
  const fields: ParameterFields = { name, at: node, values: new Map() };
  const [lower, upper, ...more] = node.items;
  if (lower !== undefined && upper !== undefined && more.length === 0 && isNumber(lower) && isNumber(upper)) {
    return readRange({ fields, lower, upper, isShort: true, type: null }, report);
  }
  return readChoiceList(fields, node, report);
}

function readChoiceList(fields: ParameterFields, list: ListNode, report: Report): Parameter | null {
  const sign = architectureSignIn(list.items);
  return sign === null ? readChoices(fields, list, report) : refuseArchitecture(fields, sign, report);
}

function readMapping(name: string, node: MapNode, report: Report): Parameter | null {
  const fields = fieldsOf(name, node);
  const sign = architectureSign(node);
  if (sign !== null) {
    return refuseArchitecture(fields, sign, report);
  }
  const form = formOf(fields, report);
  if (form === null) {
    return null;
  }
  refuseForeignKeys(node, { name, kind: form }, report);
  const type = typeIn(form, fields, report);
  switch (form) {
    case 'range':
      return readBounds(fields, type === 'integer' || type === 'float' ? type : null, report);
    case 'choices':
      return readChoicesOf(fields, report);
    case 'value':
      return readConstant(name, fields.values.get('value') ?? node, report);
  }
}

function readBounds(fields: ParameterFields, type: NumericalKind | null, report: Report): Parameter | null {
  const [lower, upper] = ['lower', 'upper'].map((name) => {
    const node = fields.values.get(name);
    if (node !== undefined && isNumber(node)) {
      return node;
    }
    return node === undefined ? undefined : refuse(node, 'a number', { report });
  });
  if (lower === undefined || upper === undefined) {
    return null;
  }
  return readRange({ fields, lower, upper, isShort: false, type }, report);
}

function readChoicesOf(fields: ParameterFields, report: Report): Parameter | null {
  const list = fields.values.get('choices');
  if (list?.kind === 'list') {
    return readChoiceList(fields, list, report);
  }
  if (list !== undefined) {
    refuse(list, 'a list of choices', { report, code: 'parameter-form' });
  }
  return null;
}

function refuseArchitecture({ name, at }: { name: string; at: Located }, sign: string, report: Report): null {
  const rule =
    'floats, integers, categoricals and constants; architecture spaces (operations, resampling) are not searched';
  report.error('architecture-space', at, `Expected ${rule}, found \`${sign}\` in \`${name}\`.`);
  return null;
}
