import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { fillBasePath } from '../base-path.ts'
import { docsHeaders } from '../plugins/security-headers.ts'

/** The documentation's placeholders for the address of the reader's own Collector. */
const documentedOrigins = /http:\/\/localhost:5000|https:\/\/collector\.example(?!:)/g

/** The documentation, built from docs/*.md with Collector. It needs no token, because it contains no stored data. */
export function docsRoutes(publicDir: string, basePath: string): FastifyPluginAsync {
  return async (app) => {
    const pages = await readPages(join(publicDir, 'docs'), basePath)
    docsHeaders(app)
    for (const url of ['/docs', '/docs/*']) {
      app.get<{ Params: { '*'?: string } }>(url, { schema: { hide: true } }, (request, reply) => {
        const path = request.params['*'] || 'index'
        const page = pages.get(path)
        if (page === undefined) return reply.sendFile(`docs/${path}`)
        return reply.type('text/html; charset=utf-8').send(withOrigin(page, request, basePath))
      })
    }
  }
}

/** By their addresses after /docs/: few and small. */
async function readPages(dir: string, basePath: string): Promise<Map<string, string>> {
  // nothing was built: the routes answer 404
  if (!existsSync(dir)) return new Map()
  const names = (await readdir(dir, { recursive: true })).filter((name) => name.endsWith('.html'))
  return new Map(
    await Promise.all(
      names.map(async (name) => {
        const html = fillBasePath(await readFile(join(dir, name), 'utf8'), basePath)
        return [name.slice(0, -'.html'.length), html] as const
      }),
    ),
  )
}

/** Names the address at which the reader found this server; what cannot be a host is not written into a page. */
function withOrigin(page: string, { protocol, host }: FastifyRequest, basePath: string): string {
  const isHost = /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host)
  return isHost ? page.replace(documentedOrigins, `${protocol}://${host}${basePath}`) : page
}
