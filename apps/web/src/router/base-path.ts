/** The path under which a proxy has Collector, as in "/collector"; empty where it has a host of its own. */
const basePath = readBasePath(document.querySelector<HTMLMetaElement>('meta[name="base-path"]')?.content)

/** The path of a page as the built index.html has it: "./" until the server fills it in. */
export function readBasePath(content = '/'): string {
  return new URL(content, location.origin).pathname.replace(/\/$/, '')
}

/** Where a browser finds a path of Collector. */
export function withBase(path: string): string {
  return basePath + path
}

/** The path of Collector at which a browser is; undefined for what else the host serves. */
export function withoutBase(path: string, base = basePath): string | undefined {
  if (path === base) return '/'
  return path.startsWith(`${base}/`) ? path.slice(base.length) : undefined
}
