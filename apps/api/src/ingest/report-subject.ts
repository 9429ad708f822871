import { normalisePath } from './normalise-path.ts'

interface Subject {
  type: string
  name: string | null
  message: string
  source: string | null
}

/**
 * Returns the values that decide the group of an error that no script threw: status, host and path of a failed request; directive
 * and blocked host of a violated policy; reason and page's path of a crash; type and host of a network error. Undefined for others.
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
