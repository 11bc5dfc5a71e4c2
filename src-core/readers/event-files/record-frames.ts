/** CRC-32C (Castagnoli) of RFC 3720, appendix B.4, reflected: polynomial 0x82f63b78. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    remainder = (remainder >>> 1) ^ ((remainder & 1) * 0x82f63b78);
  }
  return remainder;
});

/** The checksum of these bytes, as an unsigned integer of 32 bits. */
export function crc32c(bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (const byte of bytes) {
    remainder = (remainder >>> 8) ^ (TABLE[(remainder ^ byte) & 0xff] ?? 0);
  }
  return (remainder ^ 0xffffffff) >>> 0;
}

/** As TFRecord stores it: rotated right by 15 bits, plus a constant, so that a checksum of checksums is none. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const checksum = crc32c(bytes);
  return (((checksum >>> 15) | (checksum << 17)) + 0xa282ead8) >>> 0;
}

/**
 * One record in the TFRecord format: its length (64 bits, little endian), the length's checksum, the bytes, their
 * checksum.
 */
export function frameRecord(record: Uint8Array): Uint8Array {
  const framed = new Uint8Array(HEAD + record.length + CHECKSUM);
  const view = new DataView(framed.buffer);
  view.setBigUint64(0, BigInt(record.length), true);
  view.setUint32(LENGTH, maskedCrc32c(framed.subarray(0, LENGTH)), true);
  framed.set(record, HEAD);
  view.setUint32(HEAD + record.length, maskedCrc32c(record), true);
  return framed;
}

const LENGTH = 8;
const CHECKSUM = 4;
const HEAD = LENGTH + CHECKSUM;

/** Whole records, and where they end. */
export type Frames = {
  readonly records: readonly Uint8Array[];
  /** Where the last of them ends. What follows is not written to its end yet, or not a record: see `broken`. */
  readonly end: number;
  /** True where what follows can not become a record: a checksum is wrong. */
  readonly broken: boolean;
};

/**
 * The records from byte `start` of a file that may still be growing, at most so many. Stops at the first that is not whole or whose
 * checksum is wrong: after that nothing tells where the next begins.
 */
export function readFrames(bytes: Uint8Array, start = 0, most = Number.POSITIVE_INFINITY): Frames {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: Uint8Array[] = [];
  let end = start;
  while (end + HEAD <= bytes.length && records.length < most) {
    const length = Number(view.getBigUint64(end, true));
    if (view.getUint32(end + LENGTH, true) !== maskedCrc32c(bytes.subarray(end, end + LENGTH))) {
      return { records, end, broken: true };
    }
    const stop = end + HEAD + length;
    if (stop + CHECKSUM > bytes.length) {
      break;
    }
    const record = bytes.subarray(end + HEAD, stop);
    if (view.getUint32(stop, true) !== maskedCrc32c(record)) {
      return { records, end, broken: true };
    }
    records.push(record);
    end = stop + CHECKSUM;
  }
  return { records, end, broken: false };
}
