import { floatText, stringText } from '#core/config/values/scalar-text.ts';
import type { FunctionParameter } from '#core/contract/setup/pipeline.ts';
import { type Hint, type Literal, readAnnotation, readLiteral } from './annotation.ts';

/** Names of numbers that are searched over decades below one. */
const SMALL =
  /(?:^|_)(?:lr|learning_?rate|wd|weight_?decay|l1|l2|reg|regularization|tol|eps|epsilon)(?:_|$)/i;

/** Defaults up to this one are taken for numbers of which the decade matters: 1e-3, 0.05. */
const SMALL_DEFAULT = 0.05;

/**
 * A parameter for the search space, made from a function's argument, as YAML in one line: the type decides the kind, a
 * default becomes the prior in the middle of a range, a text alone stays a constant. Null where neither tells enough and
 * the function can do without it.
 */
export function draftedParameter({ name, annotation, default: written }: FunctionParameter): string | null {
  const read = written === null ? null : readLiteral(written);
  const value = read?.kind === 'nothing' ? null : read;
  const hint = annotation === null ? null : readAnnotation(annotation);
  const kind =
    hint === null || hint === 'number' ? (value?.kind ?? (hint === 'number' ? 'float' : null)) : hint;
  if (kind === null) {
    return written === null ? floatRange(name, null) : null;
  }
  return typeof kind === 'object' ? choicesSource(kind.choices, value) : ofKind(name, kind, value);
}

function ofKind(name: string, kind: Exclude<Hint, object>, value: Literal | null): string {
  switch (kind) {
    case 'boolean':
      return choicesSource(
        [
          { kind, value: true },
          { kind, value: false },
        ],
        value,
      );
    case 'text':
      return value?.kind === 'text' ? stringText(value.value, 'flow') : '[first, second]';
    case 'integer':
      return integerRange(numberOf(value));
    case 'number':
    case 'float':
      return floatRange(name, numberOf(value));
  }
}

function numberOf(value: Literal | null): number | null {
  return value?.kind === 'integer' || value?.kind === 'float' ? value.value : null;
}

function choicesSource(choices: readonly Literal[], value: Literal | null): string {
  const sources = choices.map(literalSource);
  const list = `[${sources.join(', ')}]`;
  const prior = value === null ? null : literalSource(value);
  const [only = ''] = sources;
  if (sources.length === 1) {
    return only;
  }
  const areBounds =
    sources.length === 2 && choices.every(({ kind }) => kind === 'integer' || kind === 'float');
  if (prior !== null && sources.includes(prior)) {
    return `{choices: ${list}, prior: ${prior}}`;
  }
  return areBounds ? `{choices: ${list}}` : list;
}

function literalSource(literal: Literal): string {
  switch (literal.kind) {
    case 'integer':
    case 'float':
      return number(literal.value, literal.kind);
    case 'text':
      return stringText(literal.value, 'flow');
    case 'boolean':
      return String(literal.value);
    case 'nothing':
      return 'null';
  }
}

function integerRange(value: number | null): string {
  const prior = value === null ? null : Math.round(value);
  if (prior === null) {
    return '{lower: 1, upper: 100, log: true}';
  }
  if (prior > 0) {
    return range('integer', {
      lower: Math.max(1, Math.round(prior / 4)),
      upper: Math.max(prior * 4, 10),
      log: prior >= 4,
      prior,
    });
  }
  return range('integer', { lower: prior * 2, upper: prior === 0 ? 10 : 0, log: false, prior });
}

function floatRange(name: string, prior: number | null): string {
  if (prior === null) {
    return SMALL.test(name) ? range('float', { lower: 1e-5, upper: 0.1, log: true, prior }) : '[0.0, 1.0]';
  }
  if (prior > 0 && (prior <= SMALL_DEFAULT || (prior < 1 && SMALL.test(name)))) {
    return range('float', {
      lower: tidy(prior / 100),
      upper: Math.min(1, tidy(prior * 100)),
      log: true,
      prior,
    });
  }
  if (prior >= 0 && prior <= 1) {
    return range('float', { lower: 0, upper: 1, log: false, prior });
  }
  return prior > 1
    ? range('float', { lower: tidy(prior / 10), upper: tidy(prior * 10), log: true, prior })
    : range('float', { lower: tidy(prior * 2), upper: 0, log: false, prior });
}

type Range = {
  readonly lower: number;
  readonly upper: number;
  readonly log: boolean;
  readonly prior: number | null;
};

function range(kind: 'integer' | 'float', { lower, upper, log, prior }: Range): string {
  const fields = [
    `lower: ${number(lower, kind)}`,
    `upper: ${number(upper, kind)}`,
    ...(log ? ['log: true'] : []),
    ...(prior === null ? [] : [`prior: ${number(prior, kind)}`]),
  ];
  return `{${fields.join(', ')}}`;
}

/** 1e-3 / 100 is 1e-5 and not 1.0000000000000001e-5. */
function tidy(value: number): number {
  return Number(value.toPrecision(3));
}

function number(value: number, kind: 'integer' | 'float'): string {
  return kind === 'integer' ? String(value) : floatText(value);
}
