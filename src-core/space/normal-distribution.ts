/** A polynomial by Horner's rule; the coefficient of the highest power comes first. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}

type Ratio = readonly [numerator: readonly number[], denominator: readonly number[]];

function ratio([numerator, denominator]: Ratio, x: number): number {
  return polynomial(numerator, x) / polynomial(denominator, x);
}

/** Coefficients of algorithm AS 241, PPND16 (Wichura 1988): the centre, the shoulder, the tail. */
const CENTRE: Ratio = [
  [
    2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
    1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.387132872796366608,
  ],
  [
    5.226495278852545925e3, 2.8729085735721942674e4, 3.930789580009271061e4, 2.1213794301586595867e4,
    5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1,
  ],
];
const SHOULDER: Ratio = [
  [
    7.7454501427834140764e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258,
    3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
  ],
  [
    1.05075007164441684324e-9, 5.475938084995344946e-4, 1.51986665636164571966e-2, 1.4810397642748007459e-1,
    6.8976733498510000455e-1, 1.6763848301838038494, 2.05319162663775882187, 1,
  ],
];
const TAIL: Ratio = [
  [
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
    2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.7848265399172913358, 5.46378491116411436990,
    6.6579046435011037772,
  ],
  [
    2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
    7.868691311456132591e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.9983220655588793769e-1,
    1,
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
  [
    1.85777706184603153e-1, 3.1611237438705656, 1.13864154151050156e2, 3.77485237685302021e2,
    3.20937758913846947e3,
  ],
  [1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3],
];
const ERFC_MIDDLE: Ratio = [
  [
    2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1,
    2.98635138197400131e2, 8.8195222124176909e2, 1.71204761263407058e3, 2.05107837782607147e3,
    1.23033935479799725e3,
  ],
  [
    1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
    3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
  ],
];
const ERFC_FAR: Ratio = [
  [
    1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1,
    1.60837851487422766e-2, 6.58749161529837803e-4,
  ],
  [
    1, 2.56852019228982242, 1.87295284992346047, 5.27905102951428412e-1, 6.05183413124413191e-2,
    2.33520497626869185e-3,
  ],
];

/** exp(−y²) without the error that squaring a large y would bring: y is split at a sixteenth. */
function gaussian(y: number): number {
  const coarse = Math.trunc(y * 16) / 16;
  return Math.exp(-coarse * coarse) * Math.exp(-(y - coarse) * (y + coarse));
}

/** The complementary error function at y > 0.46875. */
function erfcAway(y: number): number {
  if (y <= 4) {
    return gaussian(y) * ratio(ERFC_MIDDLE, y);
  }
  const t = 1 / (y * y);
  return (gaussian(y) / y) * (1 / Math.sqrt(Math.PI) - t * ratio(ERFC_FAR, t));
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
  const tail = 0.5 * erfcAway(y);
  return x < 0 ? tail : 1 - tail;
}

/** The density of a standard normal at `z`. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}
