/**
 * The sign bit of infinity minus infinity, which no standard fixes: 1 on x86, 0 on ARM.
 * https://codereview.stackexchange.com/q/285061
 */
export function cpuArchitecture() {
  const float = new Float32Array([Number.POSITIVE_INFINITY])
  float[0] = (float[0] as number) - (float[0] as number)
  return { nanSign: (new Uint8Array(float.buffer)[3] as number) >> 7 }
}
