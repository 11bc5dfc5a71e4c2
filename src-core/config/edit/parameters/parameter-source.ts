import { typedSpace } from '#core/config/space/space-yaml.ts';
import { floatOf, type TypedValue } from '#core/config/values/typed-value.ts';
import { writeYaml } from '#core/config/values/typed-yaml.ts';
import type { Parameter } from '#core/contract/space.ts';
import type { DocumentEdit } from '../document-edit.ts';
import { freeName, newParameter } from './parameter-edits.ts';

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
