/** Returns whether this site's storage survives when space runs short. https://storage.spec.whatwg.org/#persistence */
export function storagePersisted(): Promise<boolean | undefined> {
  return navigator.storage?.persisted?.()
}
