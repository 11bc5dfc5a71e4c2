import { typedSpace } from '#core/config/space/write-space.ts';
import { floatOf, type TypedValue } from '#core/config/values/typed-value.ts';
import { writeYaml } from '#core/config/values/typed-yaml.ts';
import type { Parameter, PriorConfidence } from '#core/contract/space.ts';
import type { DocumentEdit } from '../document-edit.ts';
import type { ParameterDraft } from './parameter-draft.ts';
import {
  copiedParameter,
  freeName,
  movedParameter,
  newParameter,
  withField,
  withoutParameter,
} from './parameter-edits.ts';

/** Parameters of a space by their names, and those of them that something is done with. */
export type Several = { readonly names: readonly string[]; readonly chosen: ReadonlySet<string> };

/** Writes each of them again behind itself. */
export function copiedParameters({ names, chosen }: Several): readonly DocumentEdit[] {
  const taken = [...names];
  return names
    .filter((name) => chosen.has(name))
    .map((name) => {
      const to = freeName(name, taken);
      taken.push(to);
      return copiedParameter(name, to);
    });
}

export function withoutParameters({ names, chosen }: Several): readonly DocumentEdit[] {
  return names.filter((name) => chosen.has(name)).map(withoutParameter);
}

/** One place up (-1) or down (1), in their order among each other; those at the end stay there. */
export function movedParameters({ names, chosen }: Several, by: -1 | 1): readonly DocumentEdit[] {
  const order = by === -1 ? [...names] : names.toReversed();
  const edits: DocumentEdit[] = [];
  for (let index = 1; index < order.length; index += 1) {
    const [before = '', name = ''] = [order[index - 1], order[index]];
    if (chosen.has(name) && !chosen.has(before)) {
      order[index - 1] = name;
      order[index] = before;
      // Upside down what comes before is what stands below.
      edits.push(movedParameter(name, by === -1 ? before : (order[index - 2] ?? null)));
    }
  }
  return edits;
}

/** Log scale for all ranges among them, or for none. */
export function withLog(drafts: readonly ParameterDraft[], log: boolean): readonly DocumentEdit[] {
  return drafts
    .filter(({ form, fields }) => form === 'range' && (fields.get('log')?.shown === 'true') !== log)
    .flatMap((draft) => withField(draft, 'log', log ? 'true' : null));
}

/** One confidence for all of them that have a prior. */
export function withConfidence(
  drafts: readonly ParameterDraft[],
  confidence: PriorConfidence,
): readonly DocumentEdit[] {
  return drafts
    .filter(({ fields }) => fields.has('prior'))
    .flatMap((draft) => withField(draft, 'prior_confidence', confidence));
}

/** A parameter in one line of YAML, in the shortest form that means the same. */
export function parameterSource(parameter: Parameter): string {
  return lineText(typedSpace([parameter])[parameter.name] ?? null);
}

function lineText(value: TypedValue): string {
  if (typeof value !== 'object' || value === null || floatOf(value) !== null) {
    return writeYaml(value).trimEnd();
  }
  return Array.isArray(value)
    ? `[${value.map(lineText).join(', ')}]`
    : `{${Object.entries(value)
        .map(([key, item]) => `${key}: ${lineText(item)}`)
        .join(', ')}}`;
}

/** What becomes of a parameter that comes in under a name that is taken. */
export type NameConflict = 'replace' | 'rename';

/** Puts parameters behind those that are `taken`, or in the place of those of the same name. */
export function addedParameters(
  parameters: readonly Parameter[],
  taken: readonly string[],
  conflict: NameConflict,
): readonly DocumentEdit[] {
  const names = [...taken];
  return parameters.map((parameter) => {
    const source = parameterSource(parameter);
    if (conflict === 'replace' && taken.includes(parameter.name)) {
      return { kind: 'set', path: ['pipeline_space', parameter.name], source };
    }
    const name = freeName(parameter.name, names);
    names.push(name);
    return newParameter(name, source, null);
  });
}

/** Edits that put these parameters in the place of a path to a file of another form, such as ConfigSpace JSON. */
export function inlinedParameters(parameters: readonly Parameter[]): readonly DocumentEdit[] {
  return [
    { kind: 'set', path: ['pipeline_space'], source: '' },
    ...addedParameters(parameters, [], 'rename'),
  ];
}
