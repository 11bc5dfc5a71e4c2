import { distance } from 'fastest-levenshtein';
import type { DocumentEdit } from '#core/config/edit/document-edit.ts';
import {
  newParameter,
  renamedParameter,
  withoutParameter,
} from '#core/config/edit/parameters/parameter-edits.ts';
import {
  type FunctionParameter,
  GIVEN_ARGUMENTS,
  type PipelineFunction,
  type PipelineSource,
} from '#core/contract/setup/pipeline.ts';
import { draftedParameter } from './drafted-parameter.ts';

/** Where an argument tells nothing at all. */
const UNKNOWN_RANGE = '[0.0, 1.0]';

/**
 * A parameter for each argument that the search space does not give yet, not under another name either, and whose text
 * tells what it may be.
 */
export function parametersFromSignature(
  found: PipelineFunction,
  language: PipelineSource['language'],
  names: readonly string[],
): readonly DocumentEdit[] {
  const renamed = signatureMismatches(found, language, names).flatMap((mismatch) =>
    mismatch.kind === 'renamed' ? [mismatch.argument.name] : [],
  );
  const given = [...names, ...renamed];
  return searchedArguments(found, language)
    .filter(({ name, kind }) => kind === 'name' && !given.includes(name))
    .flatMap((argument) => {
      const source = draftedParameter(argument);
      return source === null ? [] : [newParameter(argument.name, source, null)];
    });
}

/** What mends a mismatch, in words, and the change that does it. */
type Remedy = { readonly words: string; readonly edits: readonly DocumentEdit[] };

/** Null where only the code can be changed. */
export function remedyOf(mismatch: SignatureMismatch): Remedy | null {
  switch (mismatch.kind) {
    case 'missing':
      return { words: `Add ${mismatch.argument.name}`, edits: [added(mismatch.argument)] };
    case 'renamed': {
      const { parameter, argument } = mismatch;
      return { words: `Rename to ${argument.name}`, edits: [renamedParameter(parameter, argument.name)] };
    }
    case 'unknown':
      return { words: `Remove ${mismatch.parameter}`, edits: [withoutParameter(mismatch.parameter)] };
    case 'position':
      return null;
  }
}

function added(argument: FunctionParameter): DocumentEdit {
  return newParameter(argument.name, draftedParameter(argument) ?? UNKNOWN_RANGE, null);
}

/** One way in which a function and the search space do not fit. */
export type SignatureMismatch =
  /** The function needs an argument that the space does not give. */
  | { readonly kind: 'missing'; readonly argument: FunctionParameter }
  /** The space gives a parameter that the function does not take. */
  | { readonly kind: 'unknown'; readonly parameter: string }
  /** The two of them, where they seem to mean the same. */
  | { readonly kind: 'renamed'; readonly parameter: string; readonly argument: FunctionParameter }
  /** The function takes it by position alone; all are given by name. */
  | { readonly kind: 'position'; readonly argument: FunctionParameter };

type Language = PipelineSource['language'];

/** The function that the YAML names, null where the text does not show it. */
export function chosenFunction(source: PipelineSource): PipelineFunction | null {
  return source.functions.find(({ name }) => name === source.chosen) ?? null;
}

/** Arguments that are for the search space to give: not those of the engine, not `**kwargs`. */
function searchedArguments(
  { parameters }: PipelineFunction,
  language: Language,
): readonly FunctionParameter[] {
  return parameters.filter(
    ({ name, kind }) => kind !== 'any' && !(language === 'python' && GIVEN_ARGUMENTS.includes(name)),
  );
}

/**
 * Where function and search space do not fit; nothing where the text does not tell all arguments of the function.
 *
 * @param names - of the parameters in the space
 */
export function signatureMismatches(
  found: PipelineFunction,
  language: Language,
  names: readonly string[],
): readonly SignatureMismatch[] {
  if (!found.complete) {
    return [];
  }
  const open = searchedArguments(found, language).filter(({ name }) => !names.includes(name));
  const takesAny = found.parameters.some(({ kind }) => kind === 'any');
  const taken = found.parameters.map(({ name }) => name);
  const unknown = takesAny ? [] : names.filter((name) => !taken.includes(name));
  const renamed = pairsOf(unknown, open);
  const isPaired = (name: string) =>
    renamed.some(({ parameter, argument }) => parameter === name || argument.name === name);
  const missing = open.filter((argument) => argument.default === null && !isPaired(argument.name));
  return [
    ...renamed,
    ...missing.map((argument) =>
      argument.kind === 'position'
        ? ({ kind: 'position', argument } as const)
        : ({ kind: 'missing', argument } as const),
    ),
    ...unknown
      .filter((name) => !isPaired(name))
      .map((parameter) => ({ kind: 'unknown', parameter }) as const),
  ];
}

/** The mismatch as a sentence, for people. */
export function mismatchWords(mismatch: SignatureMismatch, functionName: string): string {
  switch (mismatch.kind) {
    case 'missing':
      return `\`${mismatch.argument.name}\` is an argument of \`${functionName}\` without a value: add it to the search space, or give it a default.`;
    case 'unknown':
      return `\`${mismatch.parameter}\` is in the search space, but \`${functionName}\` does not take it.`;
    case 'renamed':
      return `\`${mismatch.parameter}\` is in the search space, \`${functionName}\` takes \`${mismatch.argument.name}\`.`;
    case 'position':
      return `\`${functionName}\` takes \`${mismatch.argument.name}\` by position only, but parameters are given by name: remove the \`/\` from its signature.`;
  }
}

type Renamed = Extract<SignatureMismatch, { kind: 'renamed' }>;

/** Arguments that can't do without a value are paired first. */
function pairsOf(unknown: readonly string[], open: readonly FunctionParameter[]): readonly Renamed[] {
  const wanted = open
    .filter(({ kind }) => kind === 'name')
    .toSorted((a, b) => Number(a.default !== null) - Number(b.default !== null));
  const pairs: Renamed[] = [];
  for (const argument of wanted) {
    const parameter = unknown.find(
      (name) => isLike(name, argument.name) && !pairs.some((pair) => pair.parameter === name),
    );
    if (parameter !== undefined) {
      pairs.push({ kind: 'renamed', parameter, argument });
    }
  }
  return pairs;
}

/** `lr` and `learning_rate`, `batchSize` and `batch_size`, `mom` and `momentum`, `widht` and `width`. */
function isLike(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const [shorter = '', longer = ''] = [a.join(''), b.join('')].toSorted((x, y) => x.length - y.length);
  const initials = (words: readonly string[]) => words.map((word) => word[0]).join('');
  return (
    shorter === longer ||
    (b.length > 1 && a.join('') === initials(b)) ||
    (a.length > 1 && b.join('') === initials(a)) ||
    (shorter.length >= 3 && longer.startsWith(shorter)) ||
    (shorter.length >= 5 && distance(shorter, longer) <= 2)
  );
}

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_$]+/)
    .filter((word) => word !== '');
}

/** A function as a person reads it: `train(lr: float = 1e-3)`, `train({ lr, momentum = 0.9 })`. */
export function signatureText({ name, parameters }: PipelineFunction, language: Language): string {
  const isPython = language === 'python';
  const written = parameters.map(({ name: own, annotation, default: value, kind }) => {
    const prefix = kind !== 'any' ? '' : isPython ? '**' : '...';
    const type = annotation === null ? '' : `: ${annotation}`;
    const isOptional = value === 'undefined';
    return `${prefix}${own}${isOptional ? '?' : ''}${type}${value === null || isOptional ? '' : ` = ${value}`}`;
  });
  return isPython ? `${name}(${written.join(', ')})` : `${name}({ ${written.join(', ')} })`;
}
