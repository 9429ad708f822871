import { afterEach, expect, test, vi } from 'vitest'
import { audio } from './audio.ts'

afterEach(() => vi.restoreAllMocks())

test('the same sum each time', async () => {
  const first = await audio()
  expect(first).toEqual({ state: 'stable', sum: expect.any(Number) })
  expect(first?.sum).toBeGreaterThan(100)
  expect(await audio()).toEqual(first)
})

test('changed samples are recognised', async () => {
  const read = AudioBuffer.prototype.getChannelData
  vi.spyOn(AudioBuffer.prototype, 'getChannelData').mockImplementation(function (this: AudioBuffer, channel) {
    return read.call(this, channel).map((sample) => sample * 1.00001)
  })
  expect(await audio()).toEqual({ state: 'noised' })
})
