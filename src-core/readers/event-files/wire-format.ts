/**
 * The wire format of Protocol Buffers, as far as event files need it: a field is its number and wire type as a varint,
 * then a varint, 4 or 8 bytes in little endian, or a length and so many bytes.
 */
export type Field = {
  readonly number: number;
  readonly value:
    | { readonly kind: 'varint'; readonly varint: bigint }
    | { readonly kind: 'fixed64'; readonly double: number }
    | { readonly kind: 'fixed32'; readonly float: number }
    | { readonly kind: 'bytes'; readonly bytes: Uint8Array };
};

const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** Pieces of a message; fields come one after the other in any order. */
export type Message = readonly Uint8Array[];

/** A whole number from 0 on, or an enumeration. */
export function varintField(number: number, value: number): Uint8Array {
  return joined([tag(number, WIRE.varint), varint(value)]);
}

/** A float of 64 bits. */
export function doubleField(number: number, value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return joined([tag(number, WIRE.fixed64), bytes]);
}

/** A float of 32 bits. */
export function floatField(number: number, value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return joined([tag(number, WIRE.fixed32), bytes]);
}

/** A text in UTF-8. */
export function textField(number: number, text: string): Uint8Array {
  return bytesField(number, new TextEncoder().encode(text));
}

/** A message inside of a message. */
export function messageField(number: number, message: Message): Uint8Array {
  return bytesField(number, joined(message));
}

/** Bytes as they are, behind their length. */
export function bytesField(number: number, bytes: Uint8Array): Uint8Array {
  return joined([tag(number, WIRE.bytes), varint(bytes.length), bytes]);
}

/** The pieces one behind the other. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function tag(number: number, wire: number): Uint8Array {
  return varint(number * 8 + wire);
}

/** Seven bits a byte, the lowest first; the highest bit says that more follow. For whole numbers ≥ 0. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  while (left >= 128) {
    bytes.push((left % 128) + 128);
    left = Math.floor(left / 128);
  }
  bytes.push(left);
  return Uint8Array.from(bytes);
}

/** The fields of a message. Stops silently where the bytes are no message: what was understood by then is told. */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    const head = readVarint(bytes, at);
    const field =
      head &&
      readField(view, bytes, { number: Number(head.value >> 3n), wire: head.value & 7n, at: head.end });
    if (!field) {
      return;
    }
    yield field.field;
    at = field.end;
  }
}

type Start = { readonly number: number; readonly wire: bigint; readonly at: number };
type Found = { readonly field: Field; readonly end: number };

function readField(view: DataView, bytes: Uint8Array, { number, wire, at }: Start): Found | null {
  switch (Number(wire)) {
    case WIRE.varint: {
      const read = readVarint(bytes, at);
      return read && { field: { number, value: { kind: 'varint', varint: read.value } }, end: read.end };
    }
    case WIRE.fixed64:
      return at + 8 > bytes.length
        ? null
        : { field: { number, value: { kind: 'fixed64', double: view.getFloat64(at, true) } }, end: at + 8 };
    case WIRE.fixed32:
      return at + 4 > bytes.length
        ? null
        : { field: { number, value: { kind: 'fixed32', float: view.getFloat32(at, true) } }, end: at + 4 };
    case WIRE.bytes: {
      const length = readVarint(bytes, at);
      const end = length === null ? Number.POSITIVE_INFINITY : length.end + Number(length.value);
      return length === null || end > bytes.length
        ? null
        : { field: { number, value: { kind: 'bytes', bytes: bytes.subarray(length.end, end) } }, end };
    }
    default:
      return null;
  }
}

function readVarint(
  bytes: Uint8Array,
  start: number,
): { readonly value: bigint; readonly end: number } | null {
  let value = 0n;
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[start + index];
    if (byte === undefined) {
      return null;
    }
    value |= BigInt(byte & 127) << BigInt(7 * index);
    if (byte < 128) {
      return { value, end: start + index + 1 };
    }
  }
  return null;
}
