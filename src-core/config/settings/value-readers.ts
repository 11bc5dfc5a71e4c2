import { describe, meantOtherwise } from '#core/config/document/describe.ts';
import { type DocumentNode, isNothing, type ScalarNode } from '#core/config/document/node.ts';
import type { ProblemCode, Report } from '#core/config/document/report.ts';
import { readingInYaml11 } from '#core/config/document/scalar.ts';
import { nearNames } from '#core/config/words/near-names.ts';

/** Reads one value; undefined after it reported why that is not possible. Never sees a key without a value. */
export type Reader<T> = (node: DocumentNode, report: Report) => T | undefined;

export type Readers<T> = { readonly [K in keyof T]: Reader<T[K]> };

/** Reads what is given of a section; what is missing, empty or wrong is left out. */
export function readSection<T extends object>(
  values: ReadonlyMap<string, DocumentNode>,
  readers: Readers<T>,
  report: Report,
): Partial<T> {
  const read: Partial<T> = {};
  for (const key of Object.keys(readers) as (keyof T & string)[]) {
    const node = values.get(key);
    const value = node === undefined || isNothing(node) ? undefined : readers[key](node, report);
    if (value !== undefined) {
      read[key] = value;
    }
  }
  return read;
}

/** "Expected RULE for `path`, found WHAT." */
export function refuse(node: DocumentNode, rule: string, { report, code }: Refusal): undefined {
  const found = `${describe(node)}${meantOtherwise(node)}`;
  report.error(code ?? 'wrong-type', node, `Expected ${rule} for \`${node.path}\`, found ${found}.`);
  return undefined;
}

export type Refusal = { readonly report: Report; readonly code?: ProblemCode };

/** An integer or a float, whatever its value. */
export type NumberNode = Extract<ScalarNode, { type: 'integer' | 'float' }>;

export function isNumber(node: DocumentNode): node is NumberNode {
  return node.kind === 'scalar' && (node.type === 'integer' || node.type === 'float');
}

/** A whole number from `minimum` on; `8.0` is a float and refused. */
export function wholeNumber(minimum: number): Reader<number> {
  const rule = `a whole number of at least ${minimum}`;
  return (node, report) => {
    if (!isNumber(node) || node.type === 'float') {
      return refuse(node, rule, { report });
    }
    if (!node.exact) {
      return refuse(node, 'a whole number below 2^53', { report, code: 'number-too-large' });
    }
    return node.value < minimum ? refuse(node, rule, { report, code: 'out-of-range' }) : node.value;
  };
}

/** Any finite number. */
export const number: Reader<number> = numberWithin('a finite number', () => true);

/** A finite number above `bound`. */
export function numberAbove(bound: number): Reader<number> {
  return numberWithin(`a number above ${bound}`, (value) => value > bound);
}

/** A finite number from `minimum` on. */
export function numberFrom(minimum: number): Reader<number> {
  return numberWithin(`a number of at least ${minimum}`, (value) => value >= minimum);
}

function numberWithin(rule: string, isWithin: (value: number) => boolean): Reader<number> {
  return (node, report) => {
    if (!isNumber(node)) {
      return refuse(node, rule, { report });
    }
    if (!Number.isFinite(node.value)) {
      return refuse(node, 'a finite number', { report, code: 'not-finite' });
    }
    return isWithin(node.value) ? node.value : refuse(node, rule, { report, code: 'out-of-range' });
  };
}

/** `true` or `false`; YAML 1.1's `yes`, `no`, `on`, `off` are understood where nothing else can be meant. */
export const boolean: Reader<boolean> = (node, report) => {
  if (node.kind === 'scalar' && node.type === 'boolean') {
    return node.value;
  }
  const reading = node.kind === 'scalar' && node.plain ? readingInYaml11(node.source) : null;
  if (node.kind === 'scalar' && (reading === 'true' || reading === 'false')) {
    const message = `\`${node.source}\` for \`${node.path}\` is read as ${reading}, as in YAML 1.1; write ${reading}.`;
    report.note('yaml-versions-differ', node, message);
    return reading === 'true';
  }
  return refuse(node, 'true or false', { report });
};

/** A text; numbers and other plain values are taken as they are written (`root_directory: 2024`). */
export const text: Reader<string> = (node, report) => {
  const isText = node.kind === 'scalar' && node.source !== '' && !node.source.includes('\0');
  return isText ? node.source : refuse(node, 'a text', { report });
};

/** One of a few words. */
export function oneOf<T extends string>(words: readonly T[]): Reader<T> {
  return (node, report) => {
    const word = words.find((known) => node.kind === 'scalar' && node.source === known);
    if (word !== undefined) {
      return word;
    }
    const list = words.map((known) => `\`${known}\``).join(' or ');
    const [near] = node.kind === 'scalar' ? nearNames(node.source, words) : [];
    const hint = near === undefined ? '' : ` (did you mean \`${near}\`?)`;
    return refuse(node, `${list}${hint}`, { report, code: 'unknown-value' });
  };
}
