/** Functions whose last digits no standard fixes. */
export function math(): Record<string, number> {
  const { acos, acosh, asinh, atanh, sin, sinh, cos, cosh, tan, tanh, exp, expm1, log1p, cbrt, pow } = Math
  return {
    acos: acos(0.12312423423423424),
    acosh: acosh(1e154),
    asinh: asinh(1),
    atanh: atanh(0.5),
    sin: sin(-1e300),
    sinh: sinh(1),
    cos: cos(10.000000000123),
    cosh: cosh(1),
    tan: tan(-1e300),
    tanh: tanh(1),
    exp: exp(1),
    expm1: expm1(1),
    log1p: log1p(10),
    cbrt: cbrt(100),
    powPi: pow(Math.PI, -100),
  }
}
