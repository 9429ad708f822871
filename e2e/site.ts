import { createServer, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A customer's site on an origin of its own; the test defines its pages. */
export interface Site {
  readonly origin: string
  /** Adds a page and returns its URL. Every path without a page answers 404. */
  page(path: string, html: string, headers?: OutgoingHttpHeaders): string
  close(): void
}

export async function startSite(): Promise<Site> {
  const pages = new Map<string, { html: string; headers: OutgoingHttpHeaders }>()
  const server = createServer((request, response) => {
    const page = pages.get(new URL(request.url ?? '/', 'http://site').pathname)
    if (!page) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers }).end(page.html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    page(path, html, headers = {}) {
      pages.set(path, {
        html: `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>A site</title>${html}`,
        headers,
      })
      return `${origin}${path}`
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
