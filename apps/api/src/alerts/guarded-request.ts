import { lookup as lookUp } from 'node:dns/promises'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

const timeoutMs = 10_000
const maxAnswerBytes = 65_536

/** Thrown for a URL that must not be requested, or an answer that does not count as delivered; its message is one line. */
export class OutboundError extends Error {}

export interface OutboundRequest {
  url: string
  headers?: Record<string, string>
  body: string
}

/** Sends requests to the allowed URLs only. */
export interface Outbound {
  /**
   * Resolves after an answer of 2xx. Redirects are not followed, and at most 64 KiB of an answer are read.
   *
   * @throws OutboundError with the reason
   */
  post(request: OutboundRequest): Promise<void>
  /**
   * Checks a URL before it is saved. A host name that does not resolve is accepted, since it may do so later.
   *
   * @throws OutboundError for a forbidden URL
   */
  check(url: string): Promise<void>
}

/**
 * Allows public IP addresses and the allowed networks. A host name is resolved once, and the connection goes to the
 * checked IP address: a second look-up could return another.
 *
 * @param allowedNetworks CIDR blocks, or the names `loopback`, `linklocal` and `uniquelocal`
 */
export function guardedOutbound(allowedNetworks: readonly string[]): Outbound {
  const isAllowed = (address: string) => isPublic(address) || allowedNetworks.some((one) => isIn(address, one))

  function assertAllowed(host: string, address: string): void {
    if (isAllowed(address)) return
    const of = host === address ? '' : `${host} is `
    throw new OutboundError(`${of}${address}, which is not public: ALERT_ALLOWED_NETWORKS does not contain it`)
  }

  const lookup: LookupFunction = (host, options, done) => {
    lookUp(host, { ...options, all: true }).then(
      (found) => {
        try {
          for (const { address } of found) assertAllowed(host, address)
        } catch (error) {
          return done(error as Error, '')
        }
        if (options.all) return done(null, found)
        const [first] = found
        return done(null, first?.address ?? '', first?.family)
      },
      () => done(new OutboundError(`${host} cannot be resolved`), ''),
    )
  }

  return {
    async check(url) {
      const host = hostOf(url)
      if (isIP(host)) return assertAllowed(host, host)
      const found = await lookUp(host, { all: true }).catch(() => [])
      for (const { address } of found) assertAllowed(host, address)
    },

    async post({ url, headers, body }) {
      const host = hostOf(url)
      // an IP address is not looked up
      if (isIP(host)) assertAllowed(host, host)
      const send = url.startsWith('https:') ? requestHttps : requestHttp
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(
          () => request.destroy(new OutboundError(`no answer from ${host} within ${timeoutMs / 1000} s`)),
          timeoutMs,
        )
        const settle = (error?: Error) => {
          clearTimeout(timer)
          if (error) reject(error instanceof OutboundError ? error : new OutboundError(`${host}: ${error.message}`))
          else resolve()
        }
        const request = send(url, {
          method: 'POST',
          agent: false,
          lookup,
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        })
        request.on('error', settle)
        request.on('response', (response) => {
          const { statusCode = 0 } = response
          let text = ''
          response.on('data', (chunk: Buffer) => {
            text += chunk.toString('latin1', 0, maxAnswerBytes - text.length)
            if (text.length < maxAnswerBytes) return
            settle(refusalOf(host, statusCode, text))
            request.destroy()
          })
          response.on('error', settle)
          response.on('end', () => settle(refusalOf(host, statusCode, text)))
        })
        request.end(body)
      })
    },
  }
}

/** Returns why an answer does not count as delivered; undefined for 2xx. */
function refusalOf(host: string, statusCode: number, text: string): OutboundError | undefined {
  if (statusCode >= 200 && statusCode < 300) return undefined
  const said = text
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, 200)
  const redirect = statusCode >= 300 && statusCode < 400 ? ', a redirect, which is not followed' : ''
  return new OutboundError(`${host} answered ${statusCode}${redirect}${said && !redirect ? `: ${said}` : ''}`)
}

function hostOf(url: string): string {
  const host = URL.parse(url)?.hostname
  if (!host) throw new OutboundError('url must be an address like https://hooks.example/path')
  return host.replace(/^\[(.*)\]$/, '$1')
}

/** Returns whether an IP address belongs to the public internet. Addresses that embed another, such as 6to4's, do not. */
function isPublic(address: string): boolean {
  return ipaddr.process(address).range() === 'unicast'
}

const namedRanges: Record<string, string> = { loopback: 'loopback', linklocal: 'linkLocal', uniquelocal: 'uniqueLocal' }

function isIn(address: string, network: string): boolean {
  const parsed = ipaddr.process(address)
  const named = namedRanges[network]
  if (named) return parsed.range() === named || (named === 'uniqueLocal' && parsed.range() === 'private')
  const cidr = network.includes('/') ? network : `${network}/${isIP(network) === 4 ? 32 : 128}`
  const [base, bits] = ipaddr.parseCIDR(cidr)
  return parsed.kind() === base.kind() && parsed.match([base, bits] as never)
}
