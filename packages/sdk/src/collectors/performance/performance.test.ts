import type { Resource } from '@collector/schema'
import { expect, test } from 'vitest'
import { memory } from './memory.ts'
import { navigation } from './navigation.ts'
import { observeResources } from './resources.ts'

test('navigation timing as the W3C names it, plain numbers that JSON keeps', () => {
  const timing = navigation()
  expect(timing).toMatchObject({
    entryType: 'navigation',
    type: expect.any(String),
    responseEnd: expect.any(Number),
    domInteractive: expect.any(Number),
    transferSize: expect.any(Number),
  })
  expect(JSON.parse(JSON.stringify(timing))).toEqual(timing)
})

test('memory in bytes', () => {
  expect(memory()?.usedJSHeapSize).toBeGreaterThan(1_000_000)
})

test('every resource arrives, those before the observer and beyond the buffer of the browser too', async () => {
  performance.setResourceTimingBufferSize(performance.getEntriesByType('resource').length + 5)
  const before = await load('before', 3)
  const resources: Resource[] = []
  const { requests, stop } = observeResources(
    (url) => url.includes('own'),
    (resource) => resources.push(resource),
  )
  const after = await load('after', 20)
  await load('own', 1)
  await expect.poll(() => resources.map(({ name }) => name)).toEqual(expect.arrayContaining([...before, ...after]))
  stop()
  expect(resources.map(({ name }) => name).join()).not.toContain('own')
  // where the browser's own buffer has none of them any more
  expect(requests.get(after[19] ?? '')?.responseEnd).toBeGreaterThan(0)
  const one = resources.find(({ name }) => name === after[0])
  expect(one).toMatchObject({
    type: 'fetch',
    status: expect.any(Number),
    size: expect.any(Number),
    duration: expect.any(Number),
  })
})

async function load(name: string, count: number): Promise<string[]> {
  const urls = Array.from({ length: count }, (_, index) => new URL(`/?${name}-${index}`, location.href).href)
  await Promise.all(urls.map((url) => fetch(url).then((response) => response.text())))
  return urls
}
