/**
 * The address within Collector: whether the proxy in front takes the base path off or leaves it, and whether somebody asks past the proxy,
 * what is meant is the same.
 */
export function withoutBasePath(url: string, basePath: string): string {
  const rest = url.startsWith(basePath) ? url.slice(basePath.length) : undefined
  if (rest === '' || rest?.startsWith('?')) return `/${rest}`
  return rest?.startsWith('/') ? rest : url
}

/** Puts the base path before every address of ours in a built page. */
export function fillBasePath(html: string, basePath: string): string {
  return html.replace(/(?<= (?:href|src|content)=")\.?\/(?!\/)/g, `${basePath}/`)
}
