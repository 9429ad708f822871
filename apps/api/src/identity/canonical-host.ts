import { domainToUnicode } from 'node:url'
import { identityKey } from './identity-key.ts'

/** Maximum length of a host with its port. A DNS name has at most 253 characters. */
const maxHostLength = 255

/** Returns the canonical notation of a host and its port: lower case, labels decoded. */
export function canonicalHost(text: string): string {
  const [, name = '', port = ''] = /^(.*?)(:\d+)?$/s.exec(text) ?? []
  return identityKey((domainToUnicode(name) || name.toLowerCase().normalize()) + port, maxHostLength)
}
