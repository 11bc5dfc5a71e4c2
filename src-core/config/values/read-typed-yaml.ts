import { isMap, isScalar, isSeq, type Scalar } from 'yaml';
import { messageOf } from '#core/contract/errors.ts';
import { DEEPEST, parseYaml } from '../document/parse-yaml.ts';
import { readPlainScalar } from '../document/scalar.ts';
import { readSimpleYaml } from './simple-yaml.ts';
import { float, type TypedValue } from './typed-value.ts';

/** What a text of our own holds; a torn or foreign one gives the reason instead. */
export type TypedYaml =
  | { readonly kind: 'value'; readonly value: TypedValue }
  | { readonly kind: 'unreadable'; readonly because: string };

/**
 * Reads what `writeYaml` wrote, with the kinds of its numbers: every float comes back as a `FloatValue`. Never
 * throws. Anchors and aliases, which we never write, are unreadable.
 */
export function readTypedYaml(text: string): TypedYaml {
  const simple = readSimpleYaml(text);
  return simple === null ? parseTypedYaml(text) : { kind: 'value', value: simple };
}

/** The same by the parser alone, however simple the text. */
export function parseTypedYaml(text: string): TypedYaml {
  const parsed = parseYaml(text);
  if (parsed.kind === 'too-deep') {
    return { kind: 'unreadable', because: `Expected at most ${DEEPEST} levels of nesting, found more.` };
  }
  if (parsed.second !== null) {
    return { kind: 'unreadable', because: 'Expected one document, found a second one.' };
  }
  const { document } = parsed;
  const [error] = document.errors;
  if (error !== undefined) {
    return { kind: 'unreadable', because: error.message };
  }
  try {
    return { kind: 'value', value: typedValue(document.contents) };
  } catch (thrown) {
    return { kind: 'unreadable', because: messageOf(thrown) };
  }
}

function typedValue(node: unknown): TypedValue {
  if (isScalar(node)) {
    return typedScalar(node);
  }
  if (isSeq(node)) {
    return node.items.map(typedValue);
  }
  if (isMap(node)) {
    return Object.fromEntries(node.items.map(({ key, value }) => [keyName(key), typedValue(value)]));
  }
  if (node === null) {
    return null;
  }
  throw new Error('Expected plain values, found an alias.');
}

function keyName(key: unknown): string {
  if (!isScalar(key)) {
    throw new Error('Expected names as keys, found something else.');
  }
  return String(key.value);
}

function typedScalar(node: Scalar): TypedValue {
  const source = node.value === null ? '' : String(node.value);
  if (node.type !== 'PLAIN' || node.tag !== undefined) {
    return source;
  }
  const scalar = readPlainScalar(source);
  return scalar.type === 'float' ? float(scalar.value) : scalar.value;
}
