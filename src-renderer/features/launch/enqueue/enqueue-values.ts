import { floatText, numberText } from '#core/config/values/number-text.ts';
import { choiceTexts } from '#core/config/words/parameter-summary.ts';
import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import type { Config, ConfigValue } from '#core/contract/value.ts';

/** What is typed for each parameter, as YAML. */
export type ConfigurationText = Readonly<Record<string, string>>;

/** The parameters that have a field: constants are what they are. */
export function fieldsOf(space: SearchSpace): readonly Parameter[] {
  return space.filter(({ kind }) => kind !== 'constant');
}

/** The best configuration so far, else priors; the fidelity at its upper bound. */
export function firstText(space: SearchSpace, best: Config | null): ConfigurationText {
  return Object.fromEntries(
    fieldsOf(space).map((parameter) => {
      const value = firstValue(parameter, best);
      return [parameter.name, value === null ? '' : valueText(parameter, value)];
    }),
  );
}

function firstValue(parameter: Parameter, best: Config | null): ConfigValue | null {
  if (parameter.kind === 'constant') {
    return parameter.value;
  }
  if (parameter.kind !== 'categorical' && parameter.is_fidelity) {
    return parameter.upper;
  }
  return best?.[parameter.name] ?? parameter.prior;
}

function valueText(parameter: Parameter, value: ConfigValue): string {
  if (parameter.kind === 'categorical') {
    return choiceTexts(parameter)[parameter.choices.indexOf(value)] ?? String(value);
  }
  if (typeof value !== 'number') {
    return String(value);
  }
  return parameter.kind === 'float' ? floatText(value) : numberText(value);
}

/** `NAME=VALUE`s for the engine; an empty field is not given. */
export function assignmentsOf(text: ConfigurationText): string[] {
  return Object.entries(text)
    .filter(([, value]) => value.trim() !== '')
    .map(([name, value]) => `${name}=${value.trim()}`);
}

/** The engine's findings by the parameter that they are of. */
export function problemsByName(details: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const problems = Array.isArray(details.problems) ? (details.problems as readonly unknown[]) : [];
  return new Map(
    problems.flatMap((problem) => {
      const { path, message } = problem as { readonly path?: unknown; readonly message?: unknown };
      return typeof path === 'string' && typeof message === 'string' ? [[path, message] as const] : [];
    }),
  );
}
