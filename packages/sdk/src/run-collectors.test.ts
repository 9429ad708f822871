import { expect, test } from 'vitest'
import { runCollectors } from './run-collectors.ts'

test('a collector that throws, hangs or finds nothing leaves the others intact', async () => {
  const results = await runCollectors({
    before: { collect: () => 1 },
    throws: {
      collect: () => {
        throw new Error('no')
      },
    },
    rejects: { collect: () => Promise.reject('why') },
    hangs: { collect: () => new Promise(() => {}), timeoutMs: 20 },
    lacks: { collect: () => undefined },
    after: { collect: async () => 'later', version: 2 },
  })
  expect(results.before.value).toBe(1)
  expect(results.throws.error).toBe('no')
  expect(results.rejects.error).toBe('why')
  expect(results.hangs.error).toBe('timeout')
  expect(results.lacks).toEqual({ error: 'unsupported', durationMs: expect.any(Number) })
  expect(results.after).toMatchObject({ value: 'later', version: 2, waitedMs: expect.any(Number) })
})

test('gives the page a turn when a slice is used up', async () => {
  let turns = 0
  const timer = setInterval(() => turns++, 0)
  const busy = {
    collect: () => {
      const end = performance.now() + 20
      while (performance.now() < end);
      return true
    },
  }
  await runCollectors({ a: busy, b: busy, c: busy, d: busy })
  clearInterval(timer)
  expect(turns).toBeGreaterThan(0)
})

test('gives the page a turn before a long one, so that nothing adds to it', async () => {
  let turns = 0
  const work = (durationMs: number) => {
    const end = performance.now() + durationMs
    while (performance.now() < end);
    return turns
  }
  const { long } = await runCollectors({
    before: {
      collect: () => {
        setTimeout(() => turns++)
        return work(10)
      },
    },
    long: { collect: () => work(1), isLong: true },
  })
  expect(long.value).toBe(1)
})

test('tells each result as it comes', async () => {
  const seen: string[] = []
  await runCollectors(
    { slow: { collect: () => new Promise((resolve) => setTimeout(resolve, 20, 1)) }, quick: { collect: () => 2 } },
    (name) => seen.push(name),
  )
  expect(seen).toEqual(['quick', 'slow'])
})

test('a generator gives the page turns, and its own time is counted without them', async () => {
  let turns = 0
  const results = await runCollectors({
    sliced: {
      *collect() {
        for (let slice = 0; slice < 4; slice++) {
          const end = performance.now() + 20
          while (performance.now() < end);
          setTimeout(() => turns++)
          yield
        }
        return turns
      },
    },
  })
  expect(results.sliced.value).toBeGreaterThan(0)
  expect(results.sliced.durationMs).toBeGreaterThanOrEqual(79)
})
