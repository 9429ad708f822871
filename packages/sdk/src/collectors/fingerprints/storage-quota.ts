/** Bytes this site may keep: https://storage.spec.whatwg.org/#dom-storagemanager-estimate */
export async function storageQuota(): Promise<number | undefined> {
  return (await navigator.storage?.estimate?.())?.quota
}
