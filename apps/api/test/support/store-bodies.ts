import type { Storage } from '../../src/storage/storage.ts'
import { storeReceived } from './store-received.ts'

/** Stores bodies that came without an IP address and without a header about the browser. */
export function storeBodies(storage: Storage, bodies: string[]): Promise<void> {
  return storeReceived(
    storage,
    bodies.map((text) => ({ bytes: Buffer.from(text), ip: null, userAgent: undefined })),
  )
}
