import { components } from '@collector/schema/catalogue'
import { expect, test } from 'vitest'
import { fingerprintCollectors } from './collectors/fingerprints/index.ts'
import { collectFingerprints, fingerprintsOf } from './fingerprint.ts'

test('has every component of the catalogue, each with a value or a reason, and the predecessor’s three', async () => {
  const section = await collectFingerprints()
  const names = Object.keys(components)
  expect(names.length).toBeGreaterThanOrEqual(60)
  expect(Object.keys(section.components ?? {}).sort()).toEqual(names.sort())
  for (const [name, component] of Object.entries(section.components ?? {})) {
    expect('value' in component || typeof component.error === 'string', name).toBe(true)
    expect(component.durationMs, name).toBeGreaterThanOrEqual(0)
  }
  expect(section.hash).toMatch(/^[0-9a-f]{32}$/)
  expect(section.fullHash).toMatch(/^[0-9a-f]{32}$/)
  expect(section.canvas).toMatch(/^data:image\/png/)
  expect(section.components?.['canvas']?.value).not.toHaveProperty('picture')
  expect(section.fonts).toEqual(section.components?.['fonts']?.value)
  expect(section.webgl).toMatchObject({ vendor: expect.any(String), renderer: expect.stringContaining('SwiftShader') })
})

test('the section fills while the page can see it', async () => {
  const counts: number[] = []
  await collectFingerprints((section) => counts.push(Object.keys(section.components ?? {}).length))
  expect(counts).toEqual(Object.keys(components).map((_, index) => index + 1))
})

test.each([
  ['throws', () => Promise.reject(new Error('broken'))],
  ['hangs', () => new Promise(() => {})],
])('a collector that %s affects only its own component', async (_what, collect) => {
  const { math, platform, userAgent } = fingerprintCollectors
  const whole = await fingerprintsOf({ math, userAgent: { ...userAgent, collect: () => undefined }, platform })
  const broken = await fingerprintsOf({ math, userAgent: { ...userAgent, collect, timeoutMs: 20 }, platform })
  expect(broken.hash).toBe(whole.hash)
  expect(broken.components?.['math']?.value).toEqual(whole.components?.['math']?.value)
  expect(broken.components?.['platform']?.value).toEqual(whole.components?.['platform']?.value)
  expect(broken.components?.['userAgent']?.error).toMatch(/broken|timeout/)
})

test('only stable components that are not noised are hashed to the device fingerprint', async () => {
  const hashOf = async (canvas: unknown, windowSize: unknown) =>
    (
      await fingerprintsOf({
        canvas: { collect: () => canvas, stable: true },
        windowSize: { collect: () => windowSize },
      })
    ).hash
  const stable = await hashOf({ state: 'stable', hash: 'a' }, 1)
  expect(await hashOf({ state: 'stable', hash: 'a' }, 2)).toBe(stable)
  expect(await hashOf({ state: 'stable', hash: 'b' }, 1)).not.toBe(stable)
  expect(await hashOf({ state: 'noised', hash: 'a' }, 1)).toBe(await hashOf({ state: 'noised', hash: 'b' }, 1))
})

test('a component that left the hash is still in the previous one', async () => {
  const hashesOf = async (zoomed: unknown) => {
    const { hash, previousHash } = await fingerprintsOf({
      platform: { collect: () => 'Linux', stable: true },
      systemFonts: { collect: () => zoomed, stableBefore: true },
    })
    return { hash, previousHash }
  }
  const [before, after] = [await hashesOf(1), await hashesOf(2)]
  expect(after.hash).toBe(before.hash)
  expect(after.previousHash).not.toBe(before.previousHash)
  expect(before.hash).not.toBe(before.previousHash)
})
