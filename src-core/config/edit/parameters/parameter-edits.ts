import { readPlainScalar } from '#core/config/document/scalar.ts';
import type { Parameter } from '#core/contract/space.ts';
import type { DocumentEdit } from '../document-edit.ts';
import { type FieldText, isNumberText, typedSource } from '../text/source-text.ts';
import type { ParameterDraft, ParameterField } from './parameter-draft.ts';

const SPACE = 'pipeline_space';

type Sources = ReadonlyMap<ParameterField, string>;

/** Gives a field another value, as YAML; null takes the field out. */
export function withField(
  draft: ParameterDraft,
  field: ParameterField,
  source: string | null,
): readonly DocumentEdit[] {
  const key = draft.olderKeys.get(field) ?? field;
  if (draft.isShort) {
    const sources = changed(sourcesOf(draft), field, source);
    return [whole(draft.name, writtenAnew(draft.form ?? 'value', sources, draft.choices))];
  }
  if (source === null) {
    return draft.fields.has(field) ? [{ kind: 'remove', path: [SPACE, draft.name, key] }] : [];
  }
  return [{ kind: 'set', path: [SPACE, draft.name, key], source }];
}

/** Takes prior and confidence out. */
export function withoutPrior(draft: ParameterDraft): readonly DocumentEdit[] {
  if (draft.isShort) {
    return [];
  }
  return [...withField(draft, 'prior', null), ...withField(draft, 'prior_confidence', null)];
}

/** Gives a parameter these choices, as YAML. */
export function withChoices(draft: ParameterDraft, sources: readonly string[]): readonly DocumentEdit[] {
  const choices = sources.map((source) => ({ source, shown: source }));
  return draft.isShort
    ? [whole(draft.name, writtenAnew('choices', sourcesOf(draft), choices))]
    : [{ kind: 'set', path: [SPACE, draft.name, 'choices'], source: listText(choices) }];
}

/** Makes a parameter of another kind of it and keeps what the new kind can use: bounds, and the prior of a range. */
export function withKind(draft: ParameterDraft, kind: Parameter['kind']): readonly DocumentEdit[] {
  const before = sourcesOf(draft);
  switch (kind) {
    case 'float':
    case 'integer': {
      const convert = kind === 'float' ? asFloat : asInteger;
      const [lower, upper] = boundsOf(draft, kind);
      const kept = draft.form === 'range' ? before : new Map<ParameterField, string>();
      const prior = kept.get('prior');
      const sources = new Map([...kept].filter(([field]) => field !== 'type'));
      sources.set('lower', convert(lower)).set('upper', convert(upper));
      if (prior !== undefined) {
        sources.set('prior', convert(prior));
      }
      return [whole(draft.name, writtenAnew('range', sources, []))];
    }
    case 'categorical':
      return [whole(draft.name, writtenAnew('choices', new Map(), choicesFrom(draft)))];
    case 'constant': {
      const [first] = choicesFrom(draft);
      return [whole(draft.name, before.get('prior') ?? first?.source ?? '0')];
    }
  }
}

/** What a person typed as a bound or prior of a range: in a range of floats `1` means 1.0. */
export function boundSource(typed: string, kind: Parameter['kind']): string {
  const source = typedSource(typed);
  return kind === 'float' ? asFloat(source) : source;
}

/** A new parameter behind `after`, or last. */
export function newParameter(name: string, source: string, after: string | null): DocumentEdit {
  return { kind: 'insert', path: [SPACE, name], source, after };
}

/** Takes a parameter out, with the comments right above it. */
export function withoutParameter(name: string): DocumentEdit {
  return { kind: 'remove', path: [SPACE, name] };
}

/** Another name in the same place; its fields stay as they are written. */
export function renamedParameter(name: string, to: string): DocumentEdit {
  return { kind: 'rename', path: [SPACE, name], name: to };
}

/** The same fields once more, under another name, right behind. */
export function copiedParameter(name: string, to: string): DocumentEdit {
  return { kind: 'duplicate', path: [SPACE, name], name: to };
}

/** Before another parameter; behind the last one for null. */
export function movedParameter(name: string, before: string | null): DocumentEdit {
  return { kind: 'move', path: [SPACE, name], before };
}

/** A name that no parameter has: `width_2` after `width`. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const stem = wanted.replace(/_\d+$/, '');
  let name = wanted;
  for (let number = 2; taken.includes(name); number += 1) {
    name = `${stem}_${number}`;
  }
  return name;
}

function whole(name: string, source: string): DocumentEdit {
  return { kind: 'set', path: [SPACE, name], source };
}

function sourcesOf({ fields }: ParameterDraft): Sources {
  return new Map([...fields].map(([field, { source }]) => [field, source]));
}

function changed(sources: Sources, field: ParameterField, source: string | null): Sources {
  const next = new Map(sources);
  if (source === null) {
    next.delete(field);
  } else {
    next.set(field, source);
  }
  return next;
}

/** The shortest way to write it in one line. */
function writtenAnew(
  form: NonNullable<ParameterDraft['form']>,
  sources: Sources,
  choices: readonly FieldText[],
): string {
  if (form === 'value') {
    return sources.get('value') ?? '';
  }
  const isBare = form === 'range' ? sources.size === 2 && sources.has('upper') : sources.size === 0;
  if (form === 'range' && isBare && areNumbers([sources.get('lower'), sources.get('upper')])) {
    return `[${sources.get('lower')}, ${sources.get('upper')}]`;
  }
  const isLikeBounds = choices.length === 2 && areNumbers(choices.map(({ source }) => source));
  if (form === 'choices' && isBare && !isLikeBounds) {
    return listText(choices);
  }
  const keys = form === 'choices' ? [`choices: ${listText(choices)}`] : [];
  return `{${[...keys, ...[...sources].map(([key, source]) => `${key}: ${source}`)].join(', ')}}`;
}

function listText(choices: readonly FieldText[]): string {
  return `[${choices.map(({ source }) => source).join(', ')}]`;
}

function areNumbers(sources: readonly (string | undefined)[]): boolean {
  return sources.every((source) => isNumberText(source ?? ''));
}

function boundsOf(draft: ParameterDraft, kind: 'float' | 'integer'): readonly [string, string] {
  const numbers = choicesFrom(draft)
    .map(({ source }) => source)
    .filter((source) => areNumbers([source]))
    .toSorted((a, b) => Number(a) - Number(b));
  const [lower] = numbers;
  const upper = numbers.at(-1);
  return lower !== undefined && upper !== undefined && Number(lower) < Number(upper)
    ? [lower, upper]
    : kind === 'float'
      ? ['0.0', '1.0']
      : ['1', '10'];
}

/** All values that the text of a parameter names. */
function choicesFrom({ form, fields, choices }: ParameterDraft): readonly FieldText[] {
  if (form === 'choices') {
    return choices;
  }
  const named = (['lower', 'upper', 'value'] as const).map((field) => fields.get(field));
  const values = named.filter((value) => value !== undefined && value.source !== '');
  return values.length > 0 ? values.flatMap((value) => value ?? []) : [{ source: 'a', shown: 'a' }];
}

/** With a point, so that it stays a float wherever the file is read. */
function asFloat(source: string): string {
  return /^[-+]?\d+$/.test(source) ? `${source}.0` : source;
}

/** A whole number near it; what is none stays as it is. */
function asInteger(source: string): string {
  const read = readPlainScalar(source);
  return typeof read.value === 'number' && Number.isFinite(read.value) && read.type === 'float'
    ? String(Math.round(read.value))
    : source;
}
