import { describe } from '#core/config/document/describe.ts';
import { type DocumentNode, isNothing } from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import { oneOf } from '#core/config/settings/value-readers.ts';
import type { PriorConfidence } from '#core/contract/space.ts';
import type { ParameterFields } from './parameter-form.ts';

const confidence = oneOf<PriorConfidence>(['low', 'medium', 'high']);

export type Prior<T> = { readonly prior: T | null; readonly prior_confidence: PriorConfidence | null };

/**
 * `prior` and `prior_confidence` of a parameter; `readValue` reads the prior's value, undefined after it refused it.
 * Without a confidence a prior has a low one.
 */
export function readPrior<T>(
  fields: ParameterFields,
  readValue: (node: DocumentNode) => T | undefined,
  report: Report,
): Prior<T> {
  const prior = given(fields, 'prior');
  const sure = given(fields, 'prior_confidence');
  const prior_confidence = sure === null ? 'low' : (confidence(sure, report) ?? 'low');
  if (prior === null) {
    if (sure !== null) {
      const message = `\`prior_confidence\` of \`${fields.name}\` has no effect without a \`prior\`.`;
      report.warning('prior-confidence-alone', sure, message);
    }
    return { prior: null, prior_confidence: null };
  }
  return { prior: readValue(prior) ?? null, prior_confidence };
}

export function given(fields: ParameterFields, name: string): DocumentNode | null {
  const node = fields.values.get(name) ?? null;
  return node === null || isNothing(node) ? null : node;
}

/** "Expected the prior of `x` to …, found …". */
export function priorMessage(fields: ParameterFields, rule: string, node: DocumentNode): string {
  return `Expected the prior of \`${fields.name}\` ${rule}, found ${describe(node)}.`;
}
