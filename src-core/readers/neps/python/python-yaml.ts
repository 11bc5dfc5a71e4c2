import { type Document, isAlias, isMap, isScalar, isSeq, type Scalar, type YAMLParseError } from 'yaml';
import { parseYaml } from '#core/config/document/parse-yaml.ts';
import { readSimpleYaml } from '#core/config/values/simple-yaml.ts';
import { float, floatOf, plainValue, type TypedValue } from '#core/config/values/typed-value.ts';

const NULL = /^(?:~|null|Null|NULL)?$/;
const TRUE = /^(?:true|True|TRUE|yes|Yes|YES|on|On|ON)$/;
const FALSE = /^(?:false|False|FALSE|no|No|NO|off|Off|OFF)$/;
const DECIMAL = /^[-+]?(?:0|[1-9][0-9_]*)$/;
const OCTAL = /^[-+]?0[0-7_]+$/;
const BASED = /^[-+]?0(?:b[01_]+|x[0-9a-fA-F_]+)$/;
const FLOAT = /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/;
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;

/**
 * A value without quotes as PyYAML reads it, which follows YAML 1.1: `1e-3` is a text, `yes` is true, `017` is 15. Dates
 * and numbers to the base 60 stay texts. An integer that a number can't hold exactly stays the text of its digits.
 */
function readPythonScalar(source: string): TypedValue {
  if (NULL.test(source)) {
    return null;
  }
  if (TRUE.test(source) || FALSE.test(source)) {
    return TRUE.test(source);
  }
  const digits = source.replaceAll('_', '');
  if (DECIMAL.test(source)) {
    return exact(Number(digits), source);
  }
  if (OCTAL.test(source)) {
    return exact(
      signed(digits, (plain) => Number.parseInt(plain, 8)),
      source,
    );
  }
  if (BASED.test(source)) {
    return exact(signed(digits, Number), source);
  }
  if (INFINITE.test(source)) {
    return float(source.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
  }
  if (NOT_A_NUMBER.test(source)) {
    return float(Number.NaN);
  }
  return FLOAT.test(source) ? float(Number(digits)) : source;
}

function signed(digits: string, read: (plain: string) => number): number {
  const value = read(digits.replace(/^[-+]/, ''));
  return digits.startsWith('-') ? -value : value;
}

function exact(value: number, source: string): TypedValue {
  return Number.isSafeInteger(value) ? value : source;
}

/** The tag under which PyYAML writes a number of numpy, of either generation of it. */
const SCALAR = /^tag:yaml\.org,2002:python\/object\/apply:numpy\.(?:_core|core)\.multiarray\.scalar$/;

/** Whether a YAML tag is the one with which Python writes a scalar of NumPy. */
function isNumpyScalar(tag: string): boolean {
  return SCALAR.test(tag);
}

const READERS: Readonly<Record<string, (bytes: Buffer) => TypedValue>> = {
  f8: (bytes) => float(bytes.readDoubleLE()),
  f4: (bytes) => float(bytes.readFloatLE()),
  i8: (bytes) => integer(bytes.readBigInt64LE()),
  i4: (bytes) => bytes.readInt32LE(),
  i2: (bytes) => bytes.readInt16LE(),
  i1: (bytes) => bytes.readInt8(),
  u8: (bytes) => integer(bytes.readBigUInt64LE()),
  u4: (bytes) => bytes.readUInt32LE(),
  u2: (bytes) => bytes.readUInt16LE(),
  u1: (bytes) => bytes.readUInt8(),
  b1: (bytes) => bytes.readUInt8() !== 0,
};

/**
 * The number that `[dtype, bytes in base 64]` stands for; `parts` itself where it is none of the simple little-endian
 * kinds. Nothing is ever called to find out.
 */
function readNumpyScalar(parts: TypedValue): TypedValue {
  const [dtype, bytes] = Array.isArray(parts) ? (parts as readonly TypedValue[]) : [];
  const kind = firstArgument(dtype);
  const reader = typeof kind === 'string' ? READERS[kind] : undefined;
  if (reader === undefined || typeof bytes !== 'string') {
    return parts;
  }
  try {
    return reader(Buffer.from(bytes, 'base64'));
  } catch {
    return parts;
  }
}

function firstArgument(dtype: TypedValue | undefined): TypedValue {
  const isMapping = typeof dtype === 'object' && dtype !== null && 'args' in dtype;
  const args = isMapping ? dtype.args : undefined;
  return Array.isArray(args) ? ((args as readonly TypedValue[])[0] ?? null) : null;
}

function integer(value: bigint): TypedValue {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

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
