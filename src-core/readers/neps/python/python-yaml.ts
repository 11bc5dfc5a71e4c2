import { type Document, isAlias, isMap, isScalar, isSeq, type Scalar, type YAMLParseError } from 'yaml';
import { parseYaml } from '#core/config/document/parse-yaml.ts';
import { readSimpleYaml } from '#core/config/values/simple-yaml.ts';
import { floatOf, plainValue, type TypedValue } from '#core/config/values/typed-value.ts';
import { isNumpyScalar, readNumpyScalar } from './numpy-scalar.ts';
import { readPythonScalar } from './python-scalar.ts';

/** Values of one document at most, aliases followed: a few lines of them can stand for billions. */
const MOST_VALUES = 200_000;

/** What YAML 1.1 and 1.2 may take for different things, and words that PyYAML writes for neither. */
const AMBIGUOUS =
  /(?:[:-] |[[ ])(?:[-+]?\.?\d[\d.]*[eE]\d|[-+]?\d+[eE]|[-+]?0[\dbox_]|[-+]?\d[\d.]*[_:]|[-+]\.\d|(?:[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF)[\n,\]])/;

/**
 * What PyYAML wrote, read as PyYAML would read it, without ever making an object of Python's: a value with an unknown tag
 * is what stands below the tag. Null for a text that is no whole document (yet). Never throws.
 */
export function readPythonYaml(text: string): TypedValue {
  const simple = AMBIGUOUS.test(text) ? null : readSimpleYaml(text);
  return simple ?? judged(text);
}

/** {@link readPythonYaml} of a mapping; null for anything else. */
export function readPythonMapping(text: string): Readonly<Record<string, TypedValue>> | null {
  return mappingOf(readPythonYaml(text));
}

/** Null for what is no mapping; a float that is kept as an object is none. */
export function mappingOf(value: TypedValue): Readonly<Record<string, TypedValue>> | null {
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMapping && floatOf(value) === null ? (value as Readonly<Record<string, TypedValue>>) : null;
}

function judged(text: string): TypedValue {
  const parsed = parseYaml(text);
  if (parsed.kind === 'too-deep' || parsed.second !== null || parsed.document.errors.some(isTorn)) {
    return null;
  }
  try {
    return new NodeReader(parsed.document).read(parsed.document.contents);
  } catch {
    return null;
  }
}

/** What the parser has to say of a tag that it knows does not concern us. */
function isTorn({ code }: YAMLParseError): boolean {
  return code !== 'TAG_RESOLVE_FAILED';
}

class NodeReader {
  readonly #document: Document;
  #values = 0;

  constructor(document: Document) {
    this.#document = document;
  }

  read(node: unknown): TypedValue {
    this.#values += 1;
    if (this.#values > MOST_VALUES) {
      throw new Error('Too many values');
    }
    if (isAlias(node)) {
      return this.read(node.resolve(this.#document));
    }
    if (isScalar(node)) {
      return readScalar(node);
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => this.read(item));
      return isNumpyScalar(node.tag ?? '') ? readNumpyScalar(items) : items;
    }
    if (isMap(node)) {
      const pairs = node.items.map(({ key, value }) => [keyName(this.read(key)), this.read(value)] as const);
      return node.tag === SET ? pairs.map(([key]) => key) : Object.fromEntries(pairs);
    }
    return null;
  }
}

const SET = 'tag:yaml.org,2002:set';
/** Tags that only confirm what a text without quotes is anyway. */
const OWN_KIND = /^tag:yaml\.org,2002:(?:int|float|bool|null)$/;

function readScalar(node: Scalar): TypedValue {
  // The value of a tag that the parser knows is its own object.
  const source = node.source ?? '';
  if (node.tag !== undefined) {
    return OWN_KIND.test(node.tag) ? readPythonScalar(source) : source;
  }
  return node.type === 'PLAIN' ? readPythonScalar(source) : source;
}

function keyName(key: TypedValue): string {
  const plain = plainValue(key);
  return typeof plain === 'object' && plain !== null ? JSON.stringify(plain) : String(plain);
}
