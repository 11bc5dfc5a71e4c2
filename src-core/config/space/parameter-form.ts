import { describe } from '#core/config/document/describe.ts';
import {
  type DocumentNode,
  type Entry,
  isNothing,
  type Located,
  type MapNode,
} from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import { didYouMean } from '#core/config/words/near-names.ts';
import type { Parameter } from '#core/contract/space.ts';

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
const FORM_KEYS = {
  range: ['lower', 'upper', 'type', 'log', 'prior', 'prior_confidence', 'is_fidelity'],
  choices: ['choices', 'type', 'prior', 'prior_confidence'],
  value: ['value', 'type'],
} as const;

type Form = keyof typeof FORM_KEYS;

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
    report.error(
      'unknown-key',
      key,
      `\`${key.name}\` is not a key of the parameter \`${form.name}\`.${didYouMean(key.name, known)}`,
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

/** Every way to write a parameter. */
export const FORMS =
  'a value, a list of choices, two bounds, or a mapping with `lower` and `upper`, with `choices` or with `value`';

/** The keys of which one tells the form; it needs all of them. */
const FORM_MARKS: readonly { readonly form: Form; readonly keys: readonly string[] }[] = [
  { form: 'range', keys: ['lower', 'upper'] },
  { form: 'choices', keys: ['choices'] },
  { form: 'value', keys: ['value'] },
];

/** What `type` may say in each long form, and the kind it means. */
const TYPES: Readonly<Record<Form, ReadonlyMap<string, Parameter['kind']>>> = {
  range: new Map<string, Parameter['kind']>([
    ['int', 'integer'],
    ['integer', 'integer'],
    ['float', 'float'],
    ['floating', 'float'],
  ]),
  choices: new Map([
    ['cat', 'categorical'],
    ['categorical', 'categorical'],
  ]),
  value: new Map([
    ['const', 'constant'],
    ['constant', 'constant'],
  ]),
};

/** The form that the keys tell; null after two forms in one, half of one, or none were reported. */
export function formOf(fields: ParameterFields, report: Report): Form | null {
  const { name, at, values } = fields;
  const forms = FORM_MARKS.filter(({ keys }) => keys.some((key) => values.has(key)));
  const [form] = forms;
  if (form === undefined || forms.length > 1) {
    const keys = [...values.keys()];
    const found =
      keys.length === 0 ? 'an empty mapping' : `a mapping with ${keys.map((key) => `\`${key}\``).join(', ')}`;
    const hint = form === undefined ? nearestForm(keys) : '';
    report.error('parameter-form', at, `Expected ${FORMS} for \`${name}\`, found ${found}.${hint}`);
    return null;
  }
  const missing = form.keys.find((key) => !values.has(key));
  if (missing === undefined) {
    return form.form;
  }
  const keys = [...values.keys()];
  const message = `Expected both \`lower\` and \`upper\` for \`${name}\`, found no \`${missing}\`.${nearestForm(keys)}`;
  report.error('bounds-incomplete', values.get(slipIn(keys) ?? '') ?? at, message);
  return null;
}

const KNOWN: readonly string[] = Object.values(FORM_KEYS).flat();

/** A key of no form. */
function slipIn(keys: readonly string[]): string | undefined {
  return keys.find((key) => !KNOWN.includes(key));
}

/** `low:` or `choice:` is more probably a slip than another form. */
function nearestForm(keys: readonly string[]): string {
  const slip = slipIn(keys);
  return slip === undefined ? '' : didYouMean(slip, KNOWN);
}

export function typeIn(form: Form, fields: ParameterFields, report: Report): Parameter['kind'] | null {
  const node = fields.values.get('type');
  if (node === undefined || (node.kind === 'scalar' && node.type === 'null')) {
    return null;
  }
  const types = TYPES[form];
  const kind = node.kind === 'scalar' ? types.get(node.source.toLowerCase()) : undefined;
  if (kind !== undefined) {
    return kind;
  }
  const words = [...types.keys()].map((word) => `\`${word}\``).join(', ');
  const rule = `one of ${words} as \`type\` of \`${fields.name}\`, which has ${FORM_SIGNS[form]}`;
  report.error('parameter-type', node, `Expected ${rule}, found ${describe(node)}.`);
  return null;
}

const FORM_SIGNS: Readonly<Record<Form, string>> = {
  range: 'bounds',
  choices: '`choices`',
  value: 'a `value`',
};
