import { afterEach, expect, test, vi } from 'vitest'
import { readWebgl, releaseWebgl } from './tools/webgl-context.ts'
import { webgl } from './webgl.ts'
import { webglExtensions } from './webgl-extensions.ts'
import { webglParameters } from './webgl-parameters.ts'
import { webglPrecision } from './webgl-precision.ts'

afterEach(() => {
  releaseWebgl()
  vi.restoreAllMocks()
})

test('names the hardware behind the mask', () => {
  expect(webgl()).toMatchObject({
    vendor: expect.stringContaining('Google'),
    renderer: expect.stringContaining('SwiftShader'),
    webglVersion: expect.stringContaining('WebGL 1.0'),
  })
})

test('limits, precision and extensions, without asking for what WebGL does not know', () => {
  const context = readWebgl('webgl2', (gl) => gl)
  expect(webglParameters('webgl')?.['MAX_TEXTURE_SIZE']).toBeGreaterThan(1000)
  expect(webglParameters('webgl2')?.['MAX_3D_TEXTURE_SIZE']).toBeGreaterThan(100)
  expect(context?.getError()).toBe(0)
  expect(Object.values(webglPrecision() ?? {})).toHaveLength(12)
  expect(webglExtensions('webgl')).toContain('WEBGL_lose_context')
})

test('a context that the page’s own have pushed out is opened anew', () => {
  const first = webgl()
  const others = Array.from({ length: 20 }, () => document.createElement('canvas').getContext('webgl'))
  expect(webgl()).toEqual(first)
  for (const other of others) other?.getExtension('WEBGL_lose_context')?.loseContext()
})

test('one that is lost while it is read is an error, not a list of nulls', () => {
  expect(() => readWebgl('webgl', (gl) => gl.getExtension('WEBGL_lose_context')?.loseContext())).toThrow('context lost')
})

test('without WebGL it is unsupported', () => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  expect(webgl()).toBeUndefined()
  expect(webglParameters('webgl2')).toBeUndefined()
})
