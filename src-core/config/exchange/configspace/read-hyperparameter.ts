import { describe } from '#core/config/document/describe.ts';
import {
  childOf,
  type DocumentNode,
  isNothing,
  type KeyNode,
  type MapNode,
} from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import type { PriorConfidence } from '#core/contract/space.ts';
import { mapNode, textNode } from '../made-nodes.ts';

/** Where one confidence ends and the next begins: halfway between 0.25, 0.5 and 0.75. */
const FROM_MEDIUM = 0.375;
const FROM_HIGH = 0.625;

function confidenceNear(value: number): PriorConfidence {
  return value >= FROM_HIGH ? 'high' : value >= FROM_MEDIUM ? 'medium' : 'low';
}

/** The confidence whose prior has nearly this deviation: 1 − confidence of the width of the range. */
function confidenceOfDeviation(parameter: Hyperparameter): PriorConfidence {
  const [sigma, lower, upper] = ['sigma', 'lower', 'upper'].map((key) => {
    const node = field(parameter, key);
    return node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : Number.NaN;
  });
  const share = (sigma ?? Number.NaN) / ((upper ?? 0) - (lower ?? 0));
  return Number.isFinite(share) ? confidenceNear(1 - share) : 'low';
}

/** Weights of choices as a prior, where one of them stands out. */
function weightedPrior(
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
type Hyperparameter = { readonly item: MapNode; readonly name: KeyNode };

/** A field that is there and not null. */
function field({ item }: Hyperparameter, key: string): DocumentNode | undefined {
  const node = childOf(item, key);
  return node === null || isNothing(node) ? undefined : node;
}

type Values = Readonly<Record<string, DocumentNode | undefined>>;

/** A hyperparameter as it would be written in our YAML; null where it has no counterpart, after that was reported. */
export function readHyperparameter(parameter: Hyperparameter, report: Report): MapNode | null {
  const type = field(parameter, 'type') ?? parameter.item;
  const word = type.kind === 'scalar' ? type.source : '';
  switch (word) {
    case 'uniform_float':
    case 'uniform_int':
    case 'normal_float':
    case 'normal_int':
      return readRange(parameter, word, report);
    case 'categorical':
      return made(parameter, {
        choices: needed(parameter, 'choices', report),
        ...weightedPrior(parameter, report),
        ...ownPrior(parameter),
      });
    case 'ordinal': {
      const rule = `\`${parameter.name.name}\` is ordinal; it is read as categorical, without the order of its values.`;
      report.note('space-json-note', type, rule);
      return made(parameter, { choices: needed(parameter, 'sequence', report), ...ownPrior(parameter) });
    }
    case 'constant':
      return made(parameter, { value: needed(parameter, 'value', report) });
    default: {
      const rule = 'a uniform, normal, categorical, ordinal or constant hyperparameter';
      const found = word === '' ? describe(type) : `\`${word}\``;
      const message = `Expected ${rule} for \`${parameter.name.name}\`, found ${found}.`;
      report.error('space-json-unsupported', type, message);
      return null;
    }
  }
}

function readRange(parameter: Hyperparameter, word: string, report: Report): MapNode | null {
  const { item, name } = parameter;
  const step = field(parameter, 'q');
  if (step !== undefined) {
    const message = `Expected a range without steps for \`${name.name}\`, found the quantization ${describe(step)} as \`q\`.`;
    report.error('space-json-unsupported', step, message);
    return null;
  }
  const [family, number] = word.split('_');
  return made(parameter, {
    type: textNode(number === 'int' ? 'integer' : 'float', item),
    lower: needed(parameter, 'lower', report),
    upper: needed(parameter, 'upper', report),
    log: field(parameter, 'log'),
    ...(family === 'normal' ? normalPrior(parameter, number === 'int', report) : {}),
    ...ownPrior(parameter),
  });
}

/** The mean of a normal distribution is a prior, its deviation a confidence. */
function normalPrior(parameter: Hyperparameter, isInteger: boolean, report: Report): Values {
  const mu = needed(parameter, 'mu', report);
  const confidence = confidenceOfDeviation(parameter);
  if (mu?.kind !== 'scalar' || typeof mu.value !== 'number' || meta(parameter, 'prior') !== undefined) {
    return {};
  }
  const value = isInteger ? Math.round(mu.value) : mu.value;
  const message = `\`${parameter.name.name}\` is normal around ${mu.source}; it is read as the prior ${value} with ${confidence} confidence.`;
  report.note('space-json-note', mu, message);
  const prior: DocumentNode = {
    ...mu,
    type: isInteger ? 'integer' : 'float',
    value,
    source: String(value),
    exact: true,
    exponent: false,
  };
  return { prior, prior_confidence: textNode(confidence, mu) };
}

/** What our export says of a parameter beyond the words of ConfigSpace: it stands under `meta`, which is for users. */
function ownPrior(parameter: Hyperparameter): Values {
  const prior = meta(parameter, 'prior');
  return {
    ...(prior === undefined ? {} : { prior, prior_confidence: meta(parameter, 'prior_confidence') }),
    is_fidelity: meta(parameter, 'is_fidelity'),
  };
}

function meta(parameter: Hyperparameter, key: string): DocumentNode | undefined {
  const node = field(parameter, 'meta');
  const value = node?.kind === 'map' ? childOf(node, key) : null;
  return value === null || isNothing(value) ? undefined : value;
}

function needed(parameter: Hyperparameter, key: string, report: Report): DocumentNode | undefined {
  const node = field(parameter, key);
  if (node === undefined) {
    const message = `Expected \`${key}\` for \`${parameter.name.name}\`, found none.`;
    report.error('missing-key', { place: parameter.item.place, path: parameter.name.path }, message);
  }
  return node;
}

/** Null where something that is needed was missing: that was said. */
function made({ item, name }: Hyperparameter, values: Values): MapNode | null {
  const isWhole = ['lower', 'upper', 'choices', 'value'].every((key) => !(key in values) || values[key]);
  return isWhole ? mapNode({ place: item.place, path: name.path }, values) : null;
}
