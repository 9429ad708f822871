import type { CheckResult } from '@collector/schema'
import { graphicsName } from '../graphics-name.ts'

const software = /swiftshader|llvmpipe|softpipe|basic render|software/i

export function hardwareAcceleration(): CheckResult {
  return rateGraphics(graphicsName(document.createElement('canvas')))
}

/** @param name of the graphics card; undefined without WebGL */
export function rateGraphics(name: string | undefined): CheckResult {
  if (name === undefined) return { state: 'poor', detail: 'no WebGL' }
  return software.test(name) ? { state: 'fair', detail: 'the processor draws' } : { state: 'good', detail: 'on' }
}
