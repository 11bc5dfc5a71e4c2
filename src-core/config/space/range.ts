import { describe } from '#core/config/document/describe.ts';
import type { DocumentNode } from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import { boolean, isNumber, type NumberNode, refuse } from '#core/config/settings/value-readers.ts';
import { floatText } from '#core/config/values/scalar-text.ts';
import type { NumericalParameter } from '#core/contract/space.ts';
import { refuseInexact, warnOfVersions } from './config-value.ts';
import type { ParameterFields } from './parameter-form.ts';
import { given, priorMessage, readPrior } from './prior.ts';

export type NumericalKind = NumericalParameter['kind'];

/** A range in the making: both bounds are numbers. */
export type Bounds = {
  readonly fields: ParameterFields;
  readonly lower: NumberNode;
  readonly upper: NumberNode;
  readonly isShort: boolean;
  /** What `type` says; null without it. */
  readonly type: NumericalKind | null;
};

/** A float or integer parameter; its errors are reported, and the caller drops it where there are any. */
export function readRange(bounds: Bounds, report: Report): NumericalParameter | null {
  const { fields, lower, upper } = bounds;
  const kind = kindOfRange(bounds, report);
  if (kind === null || ![lower, upper].every((bound) => isBoundOf(kind, bound, report))) {
    return null;
  }
  const range = { kind, lower: lower.value, upper: upper.value };
  const isOrdered = checkOrder(bounds, kind, report);
  const log = flag(fields, 'log', report);
  const is_fidelity = flag(fields, 'is_fidelity', report);
  const prior = readPrior(
    fields,
    (node) => readNumericalPrior(node, { fields, ...range, isOrdered }, report),
    report,
  );
  if (log && lower.value <= 0) {
    const message = `Expected \`lower\` above 0 for the log scale of \`${fields.name}\`, found ${lower.source}.`;
    report.error('bounds-not-positive', lower, message);
  }
  if (is_fidelity) {
    checkFidelity({ fields, lower }, report);
  }
  return { ...range, name: fields.name, log, ...prior, is_fidelity };
}

/** Integers if both bounds are, floats if both are; `1e3` beside a float is one too. */
function kindOfRange({ fields, lower, upper, isShort, type }: Bounds, report: Report): NumericalKind | null {
  if (type !== null) {
    return type;
  }
  const kinds = [lower, upper].map((bound) => bound.type);
  if (kinds[0] === kinds[1]) {
    return lower.type;
  }
  const integer = lower.type === 'integer' ? lower : upper;
  if (integer.type === 'integer' && integer.exponent) {
    return 'float';
  }
  const found = `${describe(lower)} and ${describe(upper)}`;
  const floats = `[${floatText(lower.value)}, ${floatText(upper.value)}]`;
  const readings = isShort
    ? `${floats} is a range of floats, {type: categorical, choices: [${lower.source}, ${upper.source}]} a choice of two`
    : 'write both with a point or both without, or say `type: float` or `type: integer`';
  const message = `Expected two integers or two floats for \`${fields.name}\`, found ${found}: ${readings}.`;
  report.error('bounds-mixed', isShort ? fields.at : integer, message);
  return null;
}

function isBoundOf(kind: NumericalKind, bound: NumberNode, report: Report): boolean {
  const before = report.count();
  warnOfVersions(bound, report);
  if (!Number.isFinite(bound.value) && bound.exact) {
    refuse(bound, 'a finite bound', { report, code: 'not-finite' });
  } else if (kind === 'integer' && bound.type === 'float' && !Number.isInteger(bound.value)) {
    refuse(bound, 'a whole number', { report, code: 'bounds-not-whole' });
  } else if (!isHeld(kind, bound)) {
    refuseInexact(bound, report);
  }
  return !report.hasErrors(before);
}

/** As a float an integer may be larger than 2^53: it is rounded as Python would round it. */
function isHeld(kind: NumericalKind, bound: NumberNode): boolean {
  if (kind === 'integer') {
    return Number.isSafeInteger(bound.value);
  }
  return bound.type === 'integer' ? Number.isFinite(bound.value) : bound.exact;
}

/** Whether the bounds are a range; what keeps them from it is reported. */
function checkOrder({ fields, lower, upper, isShort }: Bounds, kind: NumericalKind, report: Report): boolean {
  const at = isShort ? fields.at : lower;
  if (lower.value >= upper.value) {
    const hint = isShort ? '; for a choice of two write `{type: categorical, choices: […]}`' : '';
    const found = `${lower.source} and ${upper.source}`;
    report.error(
      'bounds-reversed',
      at,
      `Expected lower < upper for \`${fields.name}\`, found ${found}${hint}.`,
    );
    return false;
  }
  const width = upper.value - lower.value;
  if (kind === 'integer' ? !Number.isSafeInteger(width) : !Number.isFinite(width)) {
    const message = `Expected a range whose width is a number for \`${fields.name}\`, found bounds too far apart.`;
    report.error('number-too-large', at, message);
  }
  return true;
}

type Fidelity = { readonly fields: ParameterFields; readonly lower: NumberNode };

function checkFidelity({ fields, lower }: Fidelity, report: Report): void {
  if (lower.value <= 0) {
    const message = `Expected a lower bound above 0 for the fidelity \`${fields.name}\`, found ${lower.source}.`;
    report.error('fidelity-not-positive', lower, message);
  }
  const prior = given(fields, 'prior');
  if (prior !== null) {
    const message = `Expected no prior for the fidelity \`${fields.name}\`: it is not searched; found ${describe(prior)}.`;
    report.error('prior-on-fidelity', prior, message);
  }
}

type Range = {
  readonly fields: ParameterFields;
  readonly kind: NumericalKind;
  readonly lower: number;
  readonly upper: number;
  /** Without a range no prior is out of it. */
  readonly isOrdered: boolean;
};

function readNumericalPrior(node: DocumentNode, range: Range, report: Report): number | undefined {
  const { fields, kind, lower, upper, isOrdered } = range;
  if (!isNumber(node)) {
    report.error('wrong-type', node, priorMessage(fields, 'to be a number', node));
    return undefined;
  }
  warnOfVersions(node, report);
  if (kind === 'integer' && !Number.isInteger(node.value) && Number.isFinite(node.value)) {
    report.error('bounds-not-whole', node, priorMessage(fields, 'to be a whole number', node));
    return undefined;
  }
  if (!isOrdered || (node.value >= lower && node.value <= upper)) {
    return node.value;
  }
  const rule = `between ${String(lower)} and ${String(upper)}`;
  report.error('prior-out-of-range', node, priorMessage(fields, rule, node));
  return undefined;
}

function flag(fields: ParameterFields, name: string, report: Report): boolean {
  const node = given(fields, name);
  return node === null ? false : (boolean(node, report) ?? false);
}
