/** The name of a script as it is stored and looked for: a URL or an absolute path, without query and fragment. */
export function scriptName(name: string): string {
  const bare = name.replace(/[?#].*$/s, '').replace(/\.map$/, '')
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(bare)) return bare
  // Sentry's tools write ~ for any host
  return `/${bare.replace(/^~?[./]*/, '')}`
}

/** The last segment of a path or URL. */
export function fileNameOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}

/** The path of a script's URL. */
export function pathOfScript(name: string): string {
  return name.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '')
}
