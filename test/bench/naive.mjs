/** The formulas as everyone writes them, over the engine's Math: what accuracy is compared with in cost. */

const { abs, exp, expm1, log, log1p, max, min, PI, sqrt, SQRT1_2, tanh } = Math;

/**
 * erf by the rational approximations of fdlibm's s_erf.c (Sun Microsystems 1993), whose coefficients these
 * are; written out, because a loop would make it look slow.
 */
function erf(x) {
  const a = abs(x);
  if (a < 0.84375) {
    const z = x * x;
    const r =
      0.12837916709551256 +
      z *
        (-0.3250421072470015 + z * (-0.02848174957559851 + z * (-0.005770270296489442 + z * -0.000023763016656650163)));
    const s =
      1 +
      z *
        (0.39791722395915535 +
          z *
            (0.0650222499887673 +
              z * (0.005081306281875766 + z * (0.00013249473800432164 + z * -0.000003960228278775368))));
    return x + x * (r / s);
  }
  if (a >= 6) return x < 0 ? -1 : 1;
  const y = a < 1.25 ? erfNearOne(a - 1) : 1 - erfcTail(a) / a;
  return x < 0 ? -y : y;
}

function erfNearOne(s) {
  const p =
    -0.0023621185607526594 +
    s *
      (0.41485611868374833 +
        s *
          (-0.3722078760357013 +
            s *
              (0.31834661990116175 +
                s * (-0.11089469428239668 + s * (0.035478304325618236 + s * -0.002166375594868791)))));
  const q =
    1 +
    s *
      (0.10642088040084423 +
        s *
          (0.540397917702171 +
            s *
              (0.07182865441419627 +
                s * (0.12617121980876164 + s * (0.01363708391202905 + s * 0.011984499846799107)))));
  return 0.8450629115104675 + p / q;
}

function erfcTail(a) {
  const s = 1 / (a * a);
  const ratio = a < 1 / 0.35 ? middleRatio(s) : farRatio(s);
  const z = Math.fround(a);
  return exp(-z * z - 0.5625) * exp((z - a) * (z + a) + ratio);
}

function middleRatio(s) {
  const r =
    -0.009864944034847148 +
    s *
      (-0.6938585727071818 +
        s *
          (-10.558626225323291 +
            s *
              (-62.375332450326006 +
                s *
                  (-162.39666946257347 +
                    s * (-184.60509290671104 + s * (-81.2874355063066 + s * -9.814329344169145))))));
  const t =
    1 +
    s *
      (19.651271667439257 +
        s *
          (137.65775414351904 +
            s *
              (434.56587747522923 +
                s *
                  (645.3872717332679 +
                    s *
                      (429.00814002756783 +
                        s * (108.63500554177944 + s * (6.570249770319282 + s * -0.0604244152148581)))))));
  return r / t;
}

function farRatio(s) {
  const r =
    -0.0098649429247001 +
    s *
      (-0.799283237680523 +
        s *
          (-17.757954917754752 +
            s * (-160.63638485582192 + s * (-637.5664433683896 + s * (-1025.0951316110772 + s * -483.5191916086514)))));
  const t =
    1 +
    s *
      (30.33806074348246 +
        s *
          (325.7925129965739 +
            s *
              (1536.729586084437 +
                s *
                  (3199.8582195085955 +
                    s * (2553.0504064331644 + s * (474.52854120695537 + s * -22.44095244658582))))));
  return r / t;
}

const sigmoid = (x) => 1 / (1 + exp(-x));
const elu = (x) => (x > 0 ? x : expm1(x));

/** One formula for each function that has a formula worth the name. */
export const NAIVE = {
  sigmoid,
  tanh,
  tanhshrink: (x) => x - tanh(x),
  softsign: (x) => x / (1 + abs(x)),
  logsigmoid: (x) => min(x, 0) - log1p(exp(-abs(x))),
  softplus: (x) => max(x, 0) + log1p(exp(-abs(x))),
  squareplus: (x) => (x + sqrt(x * x + 4)) / 2,
  silu: (x) => x / (1 + exp(-x)),
  gelu: (x) => 0.5 * x * (1 + erf(x * SQRT1_2)),
  geluTanh: (x) => 0.5 * x * (1 + tanh(sqrt(2 / PI) * (x + 0.044715 * x * x * x))),
  quickGelu: (x) => x * sigmoid(1.702 * x),
  mish: (x) => x * tanh(log1p(exp(x))),
  elu,
  celu: elu,
  selu: (x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * expm1(x)),
  exp,
  log,
  relu: (x) => max(x, 0),
  hardswish: (x) => (x * min(max(x + 3, 0), 6)) / 6,
  hardsigmoid: (x) => min(max(x / 6 + 0.5, 0), 1),
};

/** Softmax of rows of `size` numbers. */
export function softmax(data, size) {
  const out = new Float64Array(data.length);
  for (let start = 0; start < data.length; start += size) {
    let largest = -Infinity;
    for (let i = start; i < start + size; i++) largest = max(largest, data[i]);
    let sum = 0;
    for (let i = start; i < start + size; i++) {
      out[i] = exp(data[i] - largest);
      sum += out[i];
    }
    for (let i = start; i < start + size; i++) out[i] /= sum;
  }
  return out;
}
