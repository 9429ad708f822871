import { domainToUnicode } from 'node:url'
import { identityKey } from './identity-key.ts'

/** A name of the DNS has at most 253 characters; with its port. */
const maxHostLength = 255

/** The one notation of a host, with its port if it has one: lower case, its labels in the script they are written in. */
export function canonicalHost(text: string): string {
  const [, name = '', port = ''] = /^(.*?)(:\d+)?$/s.exec(text) ?? []
  return identityKey((domainToUnicode(name) || name.toLowerCase().normalize()) + port, maxHostLength)
}
