/** The path below which a proxy serves Collector, as in "/collector"; empty for a host of its own. */
const basePath = readBasePath(document.querySelector<HTMLMetaElement>('meta[name="base-path"]')?.content)

/** Reads the base path of index.html: "./" until the server fills it in. */
export function readBasePath(content = '/'): string {
  return new URL(content, location.origin).pathname.replace(/\/$/, '')
}

/** Returns the address of a path of Collector, with the base path. */
export function withBase(path: string): string {
  return basePath + path
}

/** Returns the path of Collector in an address; undefined for other addresses of the host. */
export function withoutBase(path: string, base = basePath): string | undefined {
  if (path === base) return '/'
  return path.startsWith(`${base}/`) ? path.slice(base.length) : undefined
}
