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
  const { length } = places;
  const digits = new Uint16Array(length);
  const starts = new Uint32Array(DIGITS + 1);
  for (let index = 0; index < length; index += 1) {
    const value = ((bits[2 * (places[index] ?? 0) + half] ?? 0) >>> shift) & (DIGITS - 1);
    digits[index] = value;
    starts[value + 1] = (starts[value + 1] ?? 0) + 1;
  }
  for (let value = 1; value <= DIGITS; value += 1) {
    starts[value] = (starts[value] ?? 0) + (starts[value - 1] ?? 0);
  }
  const ordered = new Uint32Array(length);
  for (let index = 0; index < length; index += 1) {
    const value = digits[index] ?? 0;
    const to = starts[value] ?? 0;
    starts[value] = to + 1;
    ordered[to] = places[index] ?? 0;
  }
  return ordered;
}

/** The places of those that are numbers, in their order, and behind them those that are none. */
function parted(numbers: Float64Array): { readonly numbered: Uint32Array; readonly others: Uint32Array } {
  const all = new Uint32Array(numbers.length);
  let [from, to] = [0, numbers.length];
  for (let index = 0; index < numbers.length; index += 1) {
    if (Number.isNaN(numbers[index])) {
      to -= 1;
      all[to] = index;
    } else {
      all[from] = index;
      from += 1;
    }
  }
  return { numbered: all.subarray(0, from), others: all.subarray(from).reverse() };
}

/** The places of numbers from the lowest to the highest; equal ones keep their order, NaN comes last. */
export function placesInOrder(numbers: Float64Array): Uint32Array {
  const plain = new Float64Array(numbers.length);
  for (let index = 0; index < numbers.length; index += 1) {
    // -0 is 0.
    plain[index] = (numbers[index] ?? 0) + 0;
  }
  const bits = sortableBits(plain);
  const { numbered, others } = parted(plain);
  let places = numbered;
  for (let digit = 0; digit < 4; digit += 1) {
    places = byDigit(places, bits, digit);
  }
  const ordered = new Uint32Array(numbers.length);
  ordered.set(places);
  ordered.set(others, places.length);
  return ordered;
}
