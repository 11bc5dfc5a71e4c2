const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;
const SIGN = 0x8000_0000;

/**
 * The bits of a float such that unsigned integers sort as the floats do (IEEE 754 totalOrder without NaN): a negative
 * one has all of them turned, another one its sign alone. Low and high half lie beside each other.
 */
function sortableBits(numbers: Float64Array): Uint32Array {
  const bits = new Uint32Array(numbers.buffer, numbers.byteOffset, 2 * numbers.length).slice();
  const high = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
  const ordered = new Uint32Array(bits.length);
  for (let index = 0; index < numbers.length; index += 1) {
    const [upper, lower] = [bits[2 * index + high] ?? 0, bits[2 * index + 1 - high] ?? 0];
    const isNegative = upper >= SIGN;
    ordered[2 * index] = isNegative ? ~lower : lower;
    ordered[2 * index + 1] = isNegative ? ~upper : upper ^ SIGN;
  }
  return ordered;
}

/** One pass of a radix sort, least significant digit first (D. Knuth, TAOCP 3, 5.2.5): stable. */
function byDigit(places: Uint32Array, bits: Uint32Array, digit: number): Uint32Array {
  const half = digit >> 1;
  const shift = (digit & 1) * DIGIT_BITS;
  const starts = new Uint32Array(DIGITS + 1);
  const digitOf = (place: number) => ((bits[2 * place + half] ?? 0) >>> shift) & (DIGITS - 1);
  for (const place of places) {
    const next = digitOf(place) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let value = 1; value <= DIGITS; value += 1) {
    starts[value] = (starts[value] ?? 0) + (starts[value - 1] ?? 0);
  }
  const ordered = new Uint32Array(places.length);
  for (const place of places) {
    const value = digitOf(place);
    const to = starts[value] ?? 0;
    starts[value] = to + 1;
    ordered[to] = place;
  }
  return ordered;
}

/** The places of numbers from the lowest to the highest; equal ones keep their order, NaN comes last. */
export function placesInOrder(numbers: Float64Array): Uint32Array {
  // -0 is 0.
  const plain = numbers.map((number) => number + 0);
  const bits = sortableBits(plain);
  let places: Uint32Array = Uint32Array.from(plain, (_, index) => index).filter(
    (place) => !Number.isNaN(plain[place]),
  );
  for (let digit = 0; digit < 4; digit += 1) {
    places = byDigit(places, bits, digit);
  }
  const ordered = new Uint32Array(numbers.length);
  ordered.set(places);
  let end = places.length;
  for (const [index, number] of plain.entries()) {
    if (Number.isNaN(number)) {
      ordered[end] = index;
      end += 1;
    }
  }
  return ordered;
}
