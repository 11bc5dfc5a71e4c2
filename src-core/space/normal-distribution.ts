/** A polynomial by Horner's rule; the coefficient of the highest power comes first. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) {
    sum = sum * x + coefficient;
  }
  return sum;
}

type Ratio = readonly [numerator: readonly number[], denominator: readonly number[]];

function ratio([numerator, denominator]: Ratio, x: number): number {
  return polynomial(numerator, x) / polynomial(denominator, x);
}

/** Coefficients of algorithm AS 241, PPND16 (Wichura 1988): the centre, the shoulder, the tail. */
const CENTRE: Ratio = [
  [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  [
    5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
];
const SHOULDER: Ratio = [
  [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
];
const TAIL: Ratio = [
  [
    2.0103343992922881e-7, 0.000027115555687434876, 0.0012426609473880784, 0.026532189526576124,
    0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  [
    2.0442631033899397e-15, 1.421511758316446e-7, 0.000018463183175100548, 0.0007868691311456133,
    0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
  ],
];

/**
 * The value below which a standard normal lies with probability `p`; ±Infinity at 1 and 0, NaN outside [0, 1].
 *
 * M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37 (1988):
 * about 16 correct digits.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    return q * ratio(CENTRE, 0.180625 - q * q);
  }
  const tail = q < 0 ? p : 1 - p;
  if (tail <= 0) {
    return tail === 0 ? Math.sign(q) * Number.POSITIVE_INFINITY : Number.NaN;
  }
  const r = Math.sqrt(-Math.log(tail));
  const distance = r <= 5 ? ratio(SHOULDER, r - 1.6) : ratio(TAIL, r - 5);
  return q < 0 ? -distance : distance;
}

/** Coefficients of Cody 1969 for erf near 0, erfc up to 4 and erfc beyond. */
const ERF_NEAR: Ratio = [
  [0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694],
  [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171],
];
const ERFC_MIDDLE: Ratio = [
  [
    2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001,
    881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
  ],
  [
    1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
    4362.619090143247, 3439.3676741437216, 1230.3393548037495,
  ],
];
const ERFC_FAR: Ratio = [
  [
    0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
    0.0006587491615298378,
  ],
  [1, 2.568520192289822, 1.8729528499234604, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918],
];

/** exp(−y²) without the error that squaring a large y would bring: y is split at a sixteenth. */
function gaussian(y: number): number {
  const coarse = Math.trunc(y * 16) / 16;
  return Math.exp(-coarse * coarse) * Math.exp(-(y - coarse) * (y + coarse));
}

/** The complementary error function at y > 0.46875, divided by exp(−y²). */
function scaledErfcAway(y: number): number {
  if (y <= 4) {
    return ratio(ERFC_MIDDLE, y);
  }
  const t = 1 / (y * y);
  return (1 / Math.sqrt(Math.PI) - t * ratio(ERFC_FAR, t)) / y;
}

/** Mills' ratio at z ≥ 1: the probability above z divided by the density there; about 1 / z, and never 0 / 0. */
export function millsRatio(z: number): number {
  return Math.sqrt(Math.PI / 2) * scaledErfcAway(z / Math.SQRT2);
}

/**
 * The probability that a standard normal lies below `z`.
 *
 * W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics of Computation 23 (1969): the
 * relative error is below 4e-15 above z = −6, and below 3e-13 down to −37, the last value that is not 0.
 */
export function normalCdf(z: number): number {
  const x = z / Math.SQRT2;
  const y = Math.abs(x);
  if (y <= 0.46875) {
    return 0.5 + 0.5 * x * ratio(ERF_NEAR, x * x);
  }
  const tail = 0.5 * gaussian(y) * scaledErfcAway(y);
  return x < 0 ? tail : 1 - tail;
}

/** The density of a standard normal at `z`. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}
