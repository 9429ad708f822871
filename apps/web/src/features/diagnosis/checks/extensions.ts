import type { CheckResult } from '@collector/schema'

const maxNamed = 5
/** Elements of this page itself, by their parents. */
const own: Readonly<Record<string, ReadonlySet<string>>> = {
  html: new Set(['head', 'body']),
  body: new Set(['app-shell', 'noscript', 'script', 'iframe', 'keys-dialog', 'go-to-dialog', 'textarea']),
  head: new Set(['meta', 'title', 'link', 'script']),
}
const ownAttributes = new Set(['lang'])
const extensionAddress = /^(chrome|moz|safari-web|ms-browser|webkit-masked)-(extension|url):/

/** Names what is on the page and not its own. Extensions that change no page stay unseen, as they should. */
export function extensions(page: Document = document): CheckResult {
  const found = new Set([...foreignElements(page), ...foreignAttributes(page)])
  if (found.size === 0) return { state: 'good', detail: 'none seen' }
  const names = [...found].map((name) => name.slice(0, 40))
  const more = names.length > maxNamed ? ` and ${names.length - maxNamed} more` : ''
  return { state: 'fair', detail: names.slice(0, maxNamed).join(', ') + more }
}

function foreignElements({ documentElement, head, body }: Document): string[] {
  return [documentElement, head, body].flatMap((parent) =>
    [...parent.children].flatMap((element) => {
      const name = element.localName
      return own[parent.localName]?.has(name) && !isForeign(element) ? [] : [`<${name}>`]
    }),
  )
}

/** Our scripts and styles have addresses of this site; nothing of ours is inline. */
function isForeign(element: Element): boolean {
  const address = element.getAttribute('src') ?? element.getAttribute('href')
  if (element.localName === 'script' && !address) return true
  return address !== null && extensionAddress.test(address)
}

function foreignAttributes({ documentElement, body }: Document): string[] {
  return [documentElement, body].flatMap((element) =>
    element.getAttributeNames().filter((name) => !ownAttributes.has(name)),
  )
}
