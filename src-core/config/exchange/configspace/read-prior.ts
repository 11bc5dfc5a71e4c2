import type { DocumentNode } from '#core/config/document/node.ts';
import { childOf, isNothing, type KeyNode, type MapNode } from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import type { PriorConfidence } from '#core/contract/space.ts';
import { textNode } from '../made-nodes.ts';

/** Where one confidence ends and the next begins: halfway between 0.25, 0.5 and 0.75. */
const FROM_MEDIUM = 0.375;
const FROM_HIGH = 0.625;

function confidenceNear(value: number): PriorConfidence {
  return value >= FROM_HIGH ? 'high' : value >= FROM_MEDIUM ? 'medium' : 'low';
}

/** The confidence whose prior has nearly this deviation: 1 − confidence of the width of the range. */
export function confidenceOfDeviation(parameter: Hyperparameter): PriorConfidence {
  const [sigma, lower, upper] = ['sigma', 'lower', 'upper'].map((key) => {
    const node = field(parameter, key);
    return node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : Number.NaN;
  });
  const share = (sigma ?? Number.NaN) / ((upper ?? 0) - (lower ?? 0));
  return Number.isFinite(share) ? confidenceNear(1 - share) : 'low';
}

/** Weights of choices as a prior, where one of them stands out. */
export function weightedPrior(
  parameter: Hyperparameter,
  report: Report,
): Readonly<Record<string, DocumentNode | undefined>> {
  const at = field(parameter, 'weights') ?? field(parameter, 'probabilities');
  const choices = field(parameter, 'choices');
  if (at?.kind !== 'list' || choices?.kind !== 'list' || field(parameter, 'meta') !== undefined) {
    return {};
  }
  const weights = at.items.map((item) =>
    item.kind === 'scalar' && typeof item.value === 'number' ? item.value : Number.NaN,
  );
  const { name } = parameter.name;
  if (weights.length !== choices.items.length || !weights.every((weight) => weight >= 0)) {
    const rule = `a weight from 0 up for each of the ${choices.items.length} choices of \`${name}\``;
    report.error('wrong-type', at, `Expected ${rule}, found other weights.`);
    return {};
  }
  const most = Math.max(...weights);
  const prior = choices.items[weights.indexOf(most)];
  if (prior?.kind !== 'scalar' || weights.filter((weight) => weight === most).length > 1) {
    const message = `The weights of \`${name}\` are left out: no single choice stands out in them.`;
    report.note('space-json-note', at, message);
    return {};
  }
  const confidence = confidenceNear(most / weights.reduce((sum, weight) => sum + weight, 0));
  const message = `The weights of \`${name}\` are read as the prior ${prior.source} with ${confidence} confidence.`;
  report.note('space-json-note', at, message);
  return { prior, prior_confidence: textNode(confidence, at) };
}

/** One object of ConfigSpace's `hyperparameters`, and the name it carries. */
export type Hyperparameter = { readonly item: MapNode; readonly name: KeyNode };

/** A field that is there and not null. */
export function field({ item }: Hyperparameter, key: string): DocumentNode | undefined {
  const node = childOf(item, key);
  return node === null || isNothing(node) ? undefined : node;
}
