import type { DocumentEdit } from '#core/config/edit/document-edit.ts';
import {
  newParameter,
  renamedParameter,
  withoutParameter,
} from '#core/config/edit/parameters/parameter-edits.ts';
import type {
  FunctionParameter,
  PipelineFunction,
  PipelineSource,
} from '#core/contract/setup/pipeline-source.ts';
import { draftedParameter } from './drafted-parameter.ts';
import { type SignatureMismatch, searchedArguments, signatureMismatches } from './mismatches.ts';

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
export type Remedy = { readonly words: string; readonly edits: readonly DocumentEdit[] };

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
