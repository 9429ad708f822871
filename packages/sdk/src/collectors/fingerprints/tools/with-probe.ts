/**
 * An invisible element to measure in. It stands in a shadow tree, where the style sheets of the page do not reach, and is
 * styled by script: a strict Content Security Policy forbids style attributes.
 */
export function withProbe<T>(measure: (probe: HTMLElement) => T): T {
  const host = document.createElement('div')
  Object.assign(host.style, { all: 'initial', position: 'fixed', top: '0', left: '0', visibility: 'hidden' })
  const probe = document.createElement('div')
  host.attachShadow({ mode: 'closed' }).append(probe)
  document.documentElement.append(host)
  try {
    return measure(probe)
  } finally {
    host.remove()
  }
}
