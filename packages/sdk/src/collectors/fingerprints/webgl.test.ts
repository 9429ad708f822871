import { afterEach, expect, test, vi } from 'vitest'
import { readWebgl, releaseWebgl } from './tools/webgl-context.ts'
import { webgl } from './webgl.ts'
import { webglExtensions } from './webgl-extensions.ts'
import { webgl2Parameters, webglParameters } from './webgl-parameters.ts'
import { webglPrecision } from './webgl-precision.ts'

afterEach(() => {
  releaseWebgl()
  vi.restoreAllMocks()
})

test('names the hardware behind the mask', () => {
  expect(webgl()).toMatchObject({
    vendor: expect.stringContaining('Google'),
    renderer: expect.stringContaining('SwiftShader'),
    webglVersion: expect.stringContaining('WebGL 2.0'),
  })
})

test('limits, precision and extensions, without asking for what WebGL does not know', () => {
  const context = readWebgl((gl) => gl)
  expect(webglParameters()?.['MAX_TEXTURE_SIZE']).toBeGreaterThan(1000)
  expect(webglParameters()).not.toHaveProperty('MAX_3D_TEXTURE_SIZE')
  expect(webgl2Parameters()?.['MAX_3D_TEXTURE_SIZE']).toBeGreaterThan(100)
  expect(webgl2Parameters()).not.toHaveProperty('MAX_TEXTURE_SIZE')
  expect(context?.getError()).toBe(0)
  expect(Object.values(webglPrecision() ?? {})).toHaveLength(12)
  expect(webglExtensions()).toContain('WEBGL_lose_context')
})

test('a context that was lost to the page’s own is opened again', () => {
  const first = webgl()
  const others = Array.from({ length: 20 }, () => document.createElement('canvas').getContext('webgl'))
  expect(webgl()).toEqual(first)
  for (const other of others) other?.getExtension('WEBGL_lose_context')?.loseContext()
})

test('one that is lost while it is read is an error, not a list of nulls', () => {
  expect(() => readWebgl((gl) => gl.getExtension('WEBGL_lose_context')?.loseContext())).toThrow('context lost')
})

test('without WebGL it is unsupported', () => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  expect(webgl()).toBeUndefined()
  expect(webgl2Parameters()).toBeUndefined()
})

test('without WebGL 2 the limits are those of WebGL 1', () => {
  const limits = webglParameters()
  releaseWebgl()
  const open = HTMLCanvasElement.prototype.getContext
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (this: HTMLCanvasElement, kind) {
    return kind === 'webgl2' ? null : open.call(this, kind)
  })
  expect(webgl()?.['webglVersion']).toContain('WebGL 1.0')
  expect(webglParameters()).toEqual(limits)
  expect(webgl2Parameters()).toBeUndefined()
})
