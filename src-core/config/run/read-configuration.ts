import type { Problem } from '#core/contract/setup/problem.ts';
import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import type { Config, ConfigValue } from '#core/contract/value.ts';
import { configProblems } from '#core/space/validate-config.ts';
import type { DocumentNode, Located } from '../document/node.ts';
import { readDocument } from '../document/read-document.ts';
import { createReport, type Report } from '../document/report.ts';
import { nearNames } from '../words/near-names.ts';

/** A configuration that a person wrote; `config` is null where something is wrong with it. */
export type ReadConfiguration = { readonly config: Config | null; readonly problems: readonly Problem[] };

/**
 * Reads `NAME=VALUE`s, values in YAML, as one configuration of the space, in its order. The fidelity is at its upper
 * bound unless it is given; constants need not be given; every other parameter must be. All findings are told at once,
 * each with its parameter as `path`.
 */
export function readConfiguration(space: SearchSpace, given: readonly string[]): ReadConfiguration {
  const report = createReport(null);
  const texts = readNames(space, given, report);
  const config: Record<string, ConfigValue> = {};
  for (const parameter of space) {
    const text = texts.get(parameter.name);
    const value = text === undefined ? unlessGiven(parameter, report) : readValue(parameter, text, report);
    if (value !== null) {
      config[parameter.name] = value;
    }
  }
  return { config: report.hasErrors() ? null : config, problems: report.problems() };
}

/** What is given for each parameter, as it is written. */
function readNames(
  space: SearchSpace,
  given: readonly string[],
  report: Report,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const names = space.map(({ name }) => name);
  for (const assignment of given) {
    const equals = assignment.indexOf('=');
    const name = assignment.slice(0, Math.max(0, equals)).trim();
    if (equals < 0) {
      report.error('set-form', at(assignment), `Expected NAME=VALUE, found \`${assignment}\`.`);
    } else if (!names.includes(name)) {
      const known = nearNames(name, names).map((near) => `\`${near}\``);
      const hint = known.length === 0 ? '' : `; near: ${known.join(', ')}`;
      report.error('unknown-key', at(name), `Expected a parameter of the space, found \`${name}\`${hint}.`);
    } else if (texts.has(name)) {
      report.error('key-twice', at(name), `Expected one value for \`${name}\`, found several.`);
    } else {
      texts.set(name, assignment.slice(equals + 1));
    }
  }
  return texts;
}

function unlessGiven(parameter: Parameter, report: Report): ConfigValue | null {
  if (parameter.kind === 'constant') {
    return parameter.value;
  }
  if (parameter.kind !== 'categorical' && parameter.is_fidelity) {
    return parameter.upper;
  }
  const { name } = parameter;
  report.error('missing-key', at(name), `Expected a value for each parameter, found none for \`${name}\`.`);
  return null;
}

function readValue(parameter: Parameter, text: string, report: Report): ConfigValue | null {
  const { name } = parameter;
  const node = readDocument({ text, file: null, path: name, withoutLines: true }, report);
  if (node === null) {
    return null;
  }
  const value = givenValue(parameter, node);
  if (value === null) {
    report.error('wrong-type', at(name), `Expected a value for \`${name}\`, found \`${text}\`.`);
    return null;
  }
  const [problem] = configProblems([parameter], { [name]: value });
  if (problem !== undefined) {
    report.error('out-of-range', at(name), `${problem}.`);
    return null;
  }
  return value;
}

/** Null where it is none. A choice that is a text may look like anything: `true` means that choice where there is one. */
function givenValue(parameter: Parameter, node: DocumentNode): ConfigValue | null {
  if (node.kind !== 'scalar' || node.type === 'null') {
    return null;
  }
  const isChoice = parameter.kind === 'categorical' && !parameter.choices.includes(node.value);
  return isChoice && parameter.choices.includes(node.source) ? node.source : node.value;
}

function at(path: string): Located {
  return { place: { file: null, line: null, column: null }, path };
}
