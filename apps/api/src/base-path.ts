/** Removes the base path from an address, if the proxy has not removed it already. */
export function withoutBasePath(url: string, basePath: string): string {
  const rest = url.startsWith(basePath) ? url.slice(basePath.length) : undefined
  if (rest === '' || rest?.startsWith('?')) return `/${rest}`
  return rest?.startsWith('/') ? rest : url
}

/** Adds the base path to every internal address of a built page. */
export function fillBasePath(html: string, basePath: string): string {
  return html.replace(/(?<= (?:href|src|content)=")\.?\/(?!\/)/g, `${basePath}/`)
}
