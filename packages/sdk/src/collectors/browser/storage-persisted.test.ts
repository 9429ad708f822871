import { afterEach, expect, test, vi } from 'vitest'
import { storagePersisted } from './storage-persisted.ts'

afterEach(() => vi.restoreAllMocks())

test('what the browser says: nothing is kept for a page that did not ask', async () => {
  expect(await storagePersisted()).toBe(false)
})

test('true where it is kept', async () => {
  vi.spyOn(navigator.storage, 'persisted').mockResolvedValue(true)
  expect(await storagePersisted()).toBe(true)
})

test('undefined where the browser lacks it, as on an insecure page', async () => {
  vi.spyOn(navigator, 'storage', 'get').mockReturnValue(undefined as unknown as StorageManager)
  expect(await storagePersisted()).toBeUndefined()
})
