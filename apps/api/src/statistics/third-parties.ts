/** Names of well-known services by their hosts, from the list of third-party-web; nobody is asked. */
export async function serviceFinder() {
  // 200 kB that only this question needs
  const { getEntity, getRootDomain } = await import('third-party-web/nostats-subset.js')
  return {
    nameOf: (host: string): string | null => getEntity(`https://${host}/`)?.name ?? null,
    isSameSite: (one: string, other: string): boolean => getRootDomain(one) === getRootDomain(other),
  }
}
