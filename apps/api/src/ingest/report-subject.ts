import { normalisePath } from './normalise-path.ts'

interface Subject {
  type: string
  name: string | null
  message: string
  source: string | null
}

/**
 * What decides the group of an error that no script threw: of a failed request its status, host and path, of a violated policy
 * the directive and the blocked host, of a crash its reason and the path of the page, of a network error its type and the host.
 * Undefined for others.
 */
export function reportSubject({ type, name, message, source }: Subject): (string | null)[] | undefined {
  const address = source ?? ''
  switch (type) {
    case 'request':
      return [/^\d+/.exec(message)?.[0] ?? '', hostOf(address), normalisePath(address)]
    case 'crash':
      return [name, normalisePath(address)]
    case 'network':
      return [name, hostOf(address)]
    case 'csp': {
      const [, directive, blocked] = /^(\S+) (?:would block|blocked) (.*)$/s.exec(message) ?? []
      return directive === undefined ? undefined : [directive, hostOf(blocked ?? '')]
    }
    default:
      return undefined
  }
}

/** A keyword, `inline` for example, and a scheme stand for themselves. */
function hostOf(address: string): string {
  const url = URL.parse(address)
  return url ? url.host || url.protocol : address
}
