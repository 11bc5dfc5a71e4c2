import { float, type TypedValue } from '#core/config/values/typed-value.ts';

/** The tag under which PyYAML writes a number of numpy, of either generation of it. */
const SCALAR = /^tag:yaml\.org,2002:python\/object\/apply:numpy\.(?:_core|core)\.multiarray\.scalar$/;

/** Whether a YAML tag is the one with which Python writes a scalar of NumPy. */
export function isNumpyScalar(tag: string): boolean {
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
export function readNumpyScalar(parts: TypedValue): TypedValue {
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
