import {
  type DocumentNode,
  type Entry,
  isNothing,
  type Located,
  type MapNode,
} from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import { nearest } from '#core/config/words/near-names.ts';

/** What a parameter's mapping says, by key. A short form is the same with the keys that it stands for. */
export type ParameterFields = {
  readonly name: string;
  /** The parameter as a whole. */
  readonly at: Located;
  readonly values: ReadonlyMap<string, DocumentNode>;
};

export function fieldsOf(name: string, node: MapNode): ParameterFields {
  return { name, at: node, values: new Map(node.entries.map(({ key, value }) => [key.name, value])) };
}

/** The keys that each long form knows. */
export const FORM_KEYS = {
  range: ['lower', 'upper', 'type', 'log', 'prior', 'prior_confidence', 'is_fidelity'],
  choices: ['choices', 'type', 'prior', 'prior_confidence'],
  value: ['value', 'type'],
} as const;

export type Form = keyof typeof FORM_KEYS;

/** Flags that say nothing where they are false: other versions write them for every kind of parameter. */
const FLAGS = ['log', 'is_fidelity'];

export function refuseForeignKeys(node: MapNode, form: { name: string; kind: Form }, report: Report): void {
  const known: readonly string[] = FORM_KEYS[form.kind];
  for (const entry of node.entries) {
    const { key } = entry;
    if (known.includes(key.name) || isIdleFlag(entry)) {
      continue;
    }
    if (FLAGS.includes(key.name)) {
      const message = `Expected \`${key.name}\` at a float or integer alone, found it at \`${form.name}\`.`;
      report.error(key.name === 'is_fidelity' ? 'fidelity-kind' : 'unknown-key', key, message);
      continue;
    }
    if (isDecimalPart(entry)) {
      const message = `Expected numbers with a point in \`${form.name}\`, found \`,${key.name}\`: write \`0.1\`, not \`0,1\`.`;
      report.error('unknown-key', key, message);
      continue;
    }
    const near = `The nearest known key is \`${nearest(key.name, known)}\`.`;
    report.error(
      'unknown-key',
      key,
      `\`${key.name}\` is not a key of the parameter \`${form.name}\`. ${near}`,
    );
  }
}

/** `{lower: 0,1}` is the number 0 and a key `1` without a value. */
function isDecimalPart({ key, value }: Entry): boolean {
  return /^\d+$/.test(key.name) && isNothing(value);
}

function isIdleFlag({ key, value }: Entry): boolean {
  return (
    FLAGS.includes(key.name) && value.kind === 'scalar' && (value.value === false || value.value === null)
  );
}
