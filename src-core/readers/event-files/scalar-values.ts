import { type Field, fieldsOf } from './wire-format.ts';

/** One number that was logged under a name. */
export type ScalarValue = {
  readonly tag: string;
  readonly step: number;
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly value: number;
};

/** Field numbers of TensorFlow's `event.proto`, `summary.proto`, `tensor.proto` and `types.proto`. */
const EVENT = { wallTime: 1, step: 2, summary: 5 } as const;
const SUMMARY_VALUE = 1;
const VALUE = { tag: 1, simple: 2, tensor: 8, metadata: 9 } as const;
const METADATA = { plugin: 1, pluginName: 1 } as const;
const TENSOR = { type: 1, shape: 2, content: 4, floats: 5, doubles: 6 } as const;
const TYPE = { float: 1, double: 2 } as const;

/**
 * The scalars of one `Event`. They come as `simple_value` (PyTorch, TensorFlow 1) or as a tensor of one number
 * (TensorFlow 2); whatever else was logged is passed over.
 */
export function scalarsOf(event: Uint8Array): readonly ScalarValue[] {
  let [step, wallTime] = [0, 0];
  const values: Uint8Array[] = [];
  for (const { number, value } of fieldsOf(event)) {
    if (number === EVENT.wallTime && value.kind === 'fixed64') {
      wallTime = value.double;
    } else if (number === EVENT.step && value.kind === 'varint') {
      step = Number(BigInt.asIntN(64, value.varint));
    } else if (number === EVENT.summary && value.kind === 'bytes') {
      values.push(...messagesOf(value.bytes, SUMMARY_VALUE));
    }
  }
  return values.flatMap((each) => {
    const named = namedScalar(each);
    return named === null ? [] : [{ ...named, step, wallTime }];
  });
}

function messagesOf(bytes: Uint8Array, number: number): Uint8Array[] {
  return [...fieldsOf(bytes)].flatMap((field) =>
    field.number === number && field.value.kind === 'bytes' ? [field.value.bytes] : [],
  );
}

function namedScalar(bytes: Uint8Array): { readonly tag: string; readonly value: number } | null {
  const fields = new Map([...fieldsOf(bytes)].map(({ number, value }) => [number, value]));
  const [tag, simple] = [fields.get(VALUE.tag), fields.get(VALUE.simple)];
  const [tensor, metadata] = [fields.get(VALUE.tensor), fields.get(VALUE.metadata)];
  const plugin = metadata?.kind === 'bytes' ? pluginOf(metadata.bytes) : null;
  if (tag?.kind !== 'bytes' || (plugin !== null && plugin !== 'scalars')) {
    return null;
  }
  const ofTensor = tensor?.kind === 'bytes' ? tensorScalar(tensor.bytes) : null;
  const value = simple?.kind === 'fixed32' ? simple.float : ofTensor;
  return value === null ? null : { tag: textOf(tag.bytes), value };
}

function pluginOf(metadata: Uint8Array): string | null {
  const [plugin] = messagesOf(metadata, METADATA.plugin);
  const [name] = plugin === undefined ? [] : messagesOf(plugin, METADATA.pluginName);
  return name === undefined ? null : textOf(name);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** The number of a tensor without dimensions; null for any other. */
function tensorScalar(tensor: Uint8Array): number | null {
  const fields = [...fieldsOf(tensor)];
  const type = fields.find(({ number }) => number === TENSOR.type)?.value;
  const shape = fields.find(({ number }) => number === TENSOR.shape)?.value;
  const isSingle = shape === undefined || (shape.kind === 'bytes' && shape.bytes.length === 0);
  if (!isSingle || type?.kind !== 'varint') {
    return null;
  }
  for (const field of fields) {
    const number = numberIn(field, Number(type.varint));
    if (number !== null) {
      return number;
    }
  }
  return null;
}

/** Numbers stand as packed bytes in `tensor_content` or in the field of their type, which may also be unpacked. */
function numberIn({ number, value }: Field, type: number): number | null {
  switch (value.kind) {
    case 'fixed32':
      return number === TENSOR.floats ? value.float : null;
    case 'fixed64':
      return number === TENSOR.doubles ? value.double : null;
    case 'bytes':
      return number === TENSOR.content || number === TENSOR.floats || number === TENSOR.doubles
        ? packedNumber(value.bytes, type)
        : null;
    default:
      return null;
  }
}

function packedNumber({ buffer, byteOffset, byteLength }: Uint8Array, type: number): number | null {
  const view = new DataView(buffer, byteOffset, byteLength);
  if (type === TYPE.float && byteLength === 4) {
    return view.getFloat32(0, true);
  }
  return type === TYPE.double && byteLength === 8 ? view.getFloat64(0, true) : null;
}
