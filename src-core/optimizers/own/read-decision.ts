import type { Trial } from '#core/contract/run/trial.ts';
import type { NumericalParameter, SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import type { AskDecision, TrialsView } from '#core/optimizers/optimizer.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { configProblems } from '#core/space/validate-config.ts';
import { type Fields, found, isObject } from './found.ts';

/** What is wrong with an answer, as a sentence. */
export class InvalidDecision extends Error {
  override readonly name = 'InvalidDecision';
}

type Situation = { readonly space: SearchSpace; readonly trials: TrialsView };

/**
 * The answer of the user's own `ask` as a decision: constants, fidelity, bracket and rung filled in where they were
 * left out, parameters in the order of the space.
 *
 * @throws InvalidDecision where it is none, lies outside the space, or promotes what can't be
 */
export function readDecision(answer: unknown, situation: Situation): AskDecision {
  if (!isObject(answer)) {
    throw new InvalidDecision(
      `Expected a decision such as { kind: 'sample', config }, found ${found(answer)}.${hintOf(answer)}`,
    );
  }
  switch (answer.kind) {
    case 'sample':
      return readSample(answer, situation);
    case 'promote':
      return readPromotion(answer, situation);
    case 'wait':
      return { kind: 'wait' };
    case 'done':
      return { kind: 'done', because: readBecause(answer) };
    default: {
      const kinds = 'sample, promote, wait, done';
      throw new InvalidDecision(
        `Expected a decision whose \`kind\` is one of ${kinds}, found ${found(answer)}.${hintOf(answer)}`,
      );
    }
  }
}

function hintOf(answer: unknown): string {
  if (isObject(answer) && 'then' in answer) {
    return ' `ask` must answer at once: it can not be async.';
  }
  return answer === undefined ? ' Is a `return` missing?' : '';
}

function readBecause({ because }: Fields): string {
  if (typeof because !== 'string' || because === '') {
    throw new InvalidDecision(
      `Expected a sentence for people as \`because\` of done, found ${found(because)}.`,
    );
  }
  return because;
}

function readSample(answer: Fields, { space }: Situation): AskDecision {
  if (!isObject(answer.config)) {
    throw new InvalidDecision(`Expected an object as \`config\` of a sample, found ${found(answer.config)}.`);
  }
  const config = completed(answer.config, space, answer.fidelity);
  const problems = configProblems(space, config);
  if (problems.length > 0) {
    throw new InvalidDecision(`Expected a configuration of the space. ${problems.join('. ')}.`);
  }
  const resource = fidelityOf(space);
  const fidelity = resource === null ? null : Number(config[resource.name]);
  if (answer.fidelity !== undefined && answer.fidelity !== null && answer.fidelity !== fidelity) {
    const rule =
      resource === null
        ? 'no `fidelity` in a space without one'
        : `the \`fidelity\` ${fidelity} of the configuration`;
    throw new InvalidDecision(`Expected ${rule}, found ${found(answer.fidelity)}.`);
  }
  return {
    kind: 'sample',
    config,
    bracket: readPlace(answer, 'bracket') ?? null,
    rung: readPlace(answer, 'rung') ?? null,
    fidelity,
  };
}

/** In the order of the space, then what does not belong there; what is no value of a parameter is left for the check. */
function completed(given: Fields, space: SearchSpace, fidelity: unknown): Config {
  const resource = fidelityOf(space);
  const entries = space.flatMap((parameter) => {
    const { name } = parameter;
    if (Object.hasOwn(given, name)) {
      return [[name, given[name]]];
    }
    if (parameter === resource) {
      return [[name, fidelity ?? resource.upper]];
    }
    return parameter.kind === 'constant' ? [[name, parameter.value]] : [];
  });
  const known = new Set(space.map(({ name }) => name));
  const foreign = Object.entries(given).filter(([name]) => !known.has(name));
  return Object.fromEntries([...entries, ...foreign]);
}

function readPlace(answer: Fields, name: 'bracket' | 'rung'): number | undefined {
  const value = answer[name];
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new InvalidDecision(`Expected a whole number of at least 0 as \`${name}\`, found ${found(value)}.`);
  }
  return value;
}

function readPromotion(answer: Fields, { space, trials }: Situation): AskDecision {
  const resource = fidelityOf(space);
  if (resource === null) {
    throw new InvalidDecision('Expected no promotion in a space without a fidelity, found one.');
  }
  const source = typeof answer.from === 'string' ? trials.get(answer.from) : null;
  if (source === null) {
    throw new InvalidDecision(
      `Expected the id of a trial as \`from\` of a promotion, found ${found(answer.from)}.`,
    );
  }
  const rung = readPlace(answer, 'rung');
  if (rung === undefined || rung <= (source.rung ?? -1)) {
    throw new InvalidDecision(
      `Expected a \`rung\` above that of ${source.trial}, ${source.rung ?? 'none'}; found ${found(answer.rung)}.`,
    );
  }
  const bracket = readPlace(answer, 'bracket') ?? source.bracket ?? 0;
  refuseUnpromotable(source, trials);
  return {
    kind: 'promote',
    from: source.trial,
    bracket,
    rung,
    fidelity: readHigher(answer, source, resource),
  };
}

function refuseUnpromotable(source: Trial, trials: TrialsView): void {
  if (source.state !== 'success') {
    throw new InvalidDecision(`Expected a success to promote; trial ${source.trial} is ${source.state}.`);
  }
  if (trials.rungs.some(({ promoted }) => promoted.has(source.trial))) {
    throw new InvalidDecision(
      `Expected a trial that none continues yet; ${source.trial} was promoted before.`,
    );
  }
}

function readHigher({ fidelity }: Fields, source: Trial, resource: NumericalParameter): number {
  const { kind, lower, upper } = resource;
  const isOfKind = typeof fidelity === 'number' && (kind === 'float' || Number.isInteger(fidelity));
  const above = source.fidelity ?? lower;
  if (!isOfKind || fidelity <= above || fidelity > upper) {
    const what = kind === 'integer' ? 'an integer' : 'a number';
    throw new InvalidDecision(
      `Expected as \`fidelity\` of a promotion ${what} above that of ${source.trial}, ${above}, and up to ${upper}; ` +
        `found ${found(fidelity)}.`,
    );
  }
  return fidelity;
}
