import { readWebgl } from './tools/webgl-context.ts'

/** Range and precision of each kind of number in each kind of shader, as powers of two. */
export function webglPrecision(): Record<string, number[]> | undefined {
  return readWebgl((context) => {
    const precision: Record<string, number[]> = {}
    for (const shader of ['VERTEX_SHADER', 'FRAGMENT_SHADER'] as const) {
      for (const type of ['LOW_FLOAT', 'MEDIUM_FLOAT', 'HIGH_FLOAT', 'LOW_INT', 'MEDIUM_INT', 'HIGH_INT'] as const) {
        const format = context.getShaderPrecisionFormat(context[shader], context[type])
        if (format) precision[`${shader} ${type}`] = [format.rangeMin, format.rangeMax, format.precision]
      }
    }
    return precision
  })
}
