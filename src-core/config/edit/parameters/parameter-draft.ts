import { childOf, type DocumentNode, type Entry } from '#core/config/document/node.ts';
import { readPlainScalar } from '#core/config/document/scalar.ts';
import type { Parameter } from '#core/contract/space.ts';
import { type FieldText, fieldText } from '../text/source-text.ts';

/** What a form can change of a parameter beside its choices. */
export type ParameterField =
  | 'lower'
  | 'upper'
  | 'log'
  | 'prior'
  | 'prior_confidence'
  | 'is_fidelity'
  | 'value'
  | 'type';

/**
 * A parameter as its text has it, whether or not it is right. `form` is what its keys tell; null where a form can't
 * show it. `isShort`: written without keys, such as `[0, 1]`.
 */
export type ParameterDraft = {
  readonly name: string;
  readonly form: 'range' | 'choices' | 'value' | null;
  readonly isShort: boolean;
  readonly fields: ReadonlyMap<ParameterField, FieldText>;
  readonly choices: readonly FieldText[];
  /** Keys under which fields stand that have another name today, by today's name. */
  readonly olderKeys: ReadonlyMap<ParameterField, string>;
};

const OLDER: readonly (readonly [ParameterField, string])[] = [
  ['prior', 'default'],
  ['prior_confidence', 'default_confidence'],
];

/** The space of a run as a form shows it; null where its text can't be read or names no parameters itself. */
export function parameterDrafts(root: DocumentNode | null): readonly ParameterDraft[] | null {
  const space = root?.kind === 'map' ? childOf(root, 'pipeline_space') : null;
  if (space === null) {
    return null;
  }
  if (space.kind === 'scalar' && space.type === 'null') {
    return [];
  }
  return space.kind === 'map' ? space.entries.map(draftOf) : null;
}

/** The kind that a parameter is meant to be of, also where something is wrong with it; null where no form can tell. */
export function draftKind({ form, fields }: ParameterDraft): Parameter['kind'] | null {
  switch (form) {
    case 'range': {
      const type = fields.get('type')?.shown;
      const bounds = [fields.get('lower'), fields.get('upper')].map((bound) => bound?.source ?? '');
      const isWhole = bounds.every((source) => ['integer', 'null'].includes(readPlainScalar(source).type));
      return type === undefined ? (isWhole ? 'integer' : 'float') : /^int/i.test(type) ? 'integer' : 'float';
    }
    case 'choices':
      return 'categorical';
    case 'value':
      return 'constant';
    case null:
      return null;
  }
}

/** Whether its text makes it the fidelity. */
export function isFidelity({ fields }: Pick<ParameterDraft, 'fields'>): boolean {
  return fields.get('is_fidelity')?.shown === 'true';
}

function draftOf({ key: { name }, value }: Entry): ParameterDraft {
  const empty = { name, form: null, isShort: true, fields: new Map(), choices: [], olderKeys: new Map() };
  switch (value.kind) {
    case 'scalar':
      return { ...empty, form: 'value', fields: new Map([['value', fieldText(value)]]) };
    case 'list':
      return { ...empty, ...shortList(value.items) };
    case 'map':
      return { ...empty, ...longForm(value.entries), isShort: false };
  }
}

type Shape = Pick<ParameterDraft, 'form' | 'fields' | 'choices'>;

/** Two numbers are bounds, as in {@link readParameter}. */
function shortList(items: readonly DocumentNode[]): Shape {
  if (items.some(({ kind }) => kind !== 'scalar')) {
    return { form: null, fields: new Map(), choices: [] };
  }
  const texts = items.map(fieldText);
  const [lower, upper] = texts;
  const areNumbers = items.every((item) => item.kind === 'scalar' && typeof item.value === 'number');
  return lower !== undefined && upper !== undefined && items.length === 2 && areNumbers
    ? {
        form: 'range',
        fields: new Map([
          ['lower', lower],
          ['upper', upper],
        ]),
        choices: [],
      }
    : { form: 'choices', fields: new Map(), choices: texts };
}

function longForm(entries: readonly Entry[]): Shape & Pick<ParameterDraft, 'olderKeys'> {
  const values = new Map(entries.map(({ key, value }) => [key.name, value]));
  const olderKeys = new Map(OLDER.filter(([today, older]) => !values.has(today) && values.has(older)));
  const fields = new Map<ParameterField, FieldText>();
  for (const field of FIELDS) {
    const node = values.get(olderKeys.get(field) ?? field);
    if (node !== undefined) {
      fields.set(field, fieldText(node));
    }
  }
  const list = values.get('choices');
  const choices = list?.kind === 'list' ? list.items : [];
  const isReadable =
    choices.every(({ kind }) => kind === 'scalar') && (list === undefined || list.kind === 'list');
  const form = values.has('choices') ? 'choices' : values.has('value') ? 'value' : 'range';
  return { form: isReadable ? form : null, fields, choices: choices.map(fieldText), olderKeys };
}

const FIELDS: readonly ParameterField[] = [
  'lower',
  'upper',
  'log',
  'prior',
  'prior_confidence',
  'is_fidelity',
  'value',
  'type',
];
