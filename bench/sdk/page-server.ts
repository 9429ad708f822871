import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A page of 35 resources with one SDK as its first script, and an endpoint that counts posted bytes. */
export interface PageServer {
  readonly origin: string
  /** Puts a script at the top of the page; "" for none. */
  setScript(text: string): void
  /** Returns the bytes of all bodies posted since the last call. */
  takePostedBytes(): number
  close(): void
}

const images = Array.from({ length: 31 }, (_, index) => `<img src="/image-${index}.svg" width="40" height="40" alt="">`)
const dot = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="18"/></svg>'

export function startPageServer(): Promise<PageServer> {
  let script = ''
  let postedBytes = 0
  let loads = 0
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      request.on('data', (chunk) => {
        postedBytes += chunk.length
      })
      request.on('end', () => response.writeHead(204).end())
      return
    }
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const send = (type: string, body: string) => response.writeHead(200, { 'content-type': type }).end(body)
    if (path === '/') send('text/html', page(script !== ''))
    // a fresh prefix bypasses the code cache, so that evaluation includes compilation
    else if (path === '/sdk.js') {
      const source = `/*${loads++}*/${script}\n//# sourceURL=${origin()}/sdk.js`
      send(
        'text/javascript',
        `{const start=performance.now();(0,eval)(${JSON.stringify(source)});window.evalMs=performance.now()-start}`,
      )
    } else if (path.endsWith('.svg')) send('image/svg+xml', dot)
    else if (path.endsWith('.css')) send('text/css', 'body{font-family:sans-serif}')
    else if (path.endsWith('.js')) send('text/javascript', 'document.title="bench"')
    else response.writeHead(404).end()
  })
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({
        origin: origin(),
        setScript: (text) => {
          script = text
        },
        takePostedBytes() {
          const bytes = postedBytes
          postedBytes = 0
          return bytes
        },
        close: () => server.close(),
      }),
    )
  })
}

function page(withSdk: boolean): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">
${withSdk ? '<script src="/sdk.js" data-delay-ms="500"></script>' : ''}
<link rel="stylesheet" href="/a.css"><link rel="stylesheet" href="/b.css"><script src="/c.js"></script><script src="/d.js"></script>
</head><body><h1>A page of 35 resources</h1><p>${'Some words to paint. '.repeat(60)}</p>${images.join('')}</body></html>`
}
