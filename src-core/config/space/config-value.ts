import { describe } from '#core/config/document/describe.ts';
import type { DocumentNode, ScalarNode } from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import { readingInYaml11 } from '#core/config/document/scalar.ts';
import { isNumber, refuse } from '#core/config/settings/value-readers.ts';
import type { ConfigValue, ValueKind } from '#core/contract/value.ts';

export type KindedValue = { readonly value: ConfigValue; readonly kind: ValueKind };

/** A text, number or boolean that a configuration may hold; undefined after it was refused. */
export function readConfigValue(node: DocumentNode, report: Report): KindedValue | undefined {
  if (node.kind !== 'scalar' || node.type === 'null') {
    return refuse(node, 'a text, a number, true or false', { report, code: 'parameter-form' });
  }
  warnOfVersions(node, report);
  if (node.type === 'float' && !Number.isFinite(node.value) && node.exact) {
    return refuse(node, 'a finite number', { report, code: 'not-finite' });
  }
  if (isNumber(node) && !node.exact) {
    return refuseInexact(node, report);
  }
  return { value: node.value, kind: node.type };
}

/** Says how to write a number that JavaScript can't hold: Python could, but both sides must mean the same. */
export function refuseInexact(node: ScalarNode, report: Report): undefined {
  const rule =
    node.type === 'integer'
      ? 'an integer between -2^53 and 2^53 (write larger ones as floats, with a point)'
      : 'a number between 1e-308 and 1e308';
  return refuse(node, rule, { report, code: 'number-too-large' });
}

/** The library reads YAML 1.1: a value that means something else there should be written so that it does not. */
export function warnOfVersions(node: ScalarNode, report: Report): void {
  const reading = node.plain ? readingInYaml11(node.source) : null;
  if (reading === null) {
    return;
  }
  const old = `YAML 1.1 (PyYAML) reads \`${node.source}\` for \`${node.path}\` as ${reading}`;
  const here = node.type === 'string' ? describe(node) : `the number ${node.value}`;
  const advice = 'as in YAML 1.2. Quote it or write what is meant.';
  report.warning('yaml-versions-differ', node, `${old}; here it is ${here}, ${advice}`);
}
