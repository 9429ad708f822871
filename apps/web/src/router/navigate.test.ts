import { afterEach, expect, test } from 'vitest'
import { clickedAddress, ownPath } from './navigate.ts'

test.each([
  ['/submissions/1?x=2#raw-data', '/submissions/1?x=2#raw-data'],
  ['//evil.example/x', '/overview'],
  ['/\\evil.example', '/overview'],
  ['/\t/evil.example', '/overview'],
  ['https://evil.example/', '/overview'],
  ['javascript:alert(1)', '/overview'],
  ['/sign-in?next=/sign-in', '/overview'],
  ['', '/overview'],
  [null, '/overview'],
])('signing in for %s leads to %s', (next, path) => {
  expect(ownPath(next)).toBe(path)
})

afterEach(() => document.body.replaceChildren())

/** Returns the address that a click on a link would ask the router for; the browser itself does not navigate. */
function click(attributes: Record<string, string>, init: MouseEventInit = {}): string | undefined {
  const link = document.createElement('a')
  for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value)
  document.body.append(link)
  let asked: string | undefined
  document.body.addEventListener(
    'click',
    (event) => {
      asked = clickedAddress(event)
      event.preventDefault()
    },
    { once: true },
  )
  link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, ...init }))
  return asked
}

test('the router handles a plain click on an internal link', () => {
  expect(click({ href: '/submissions' })).toBe(`${location.origin}/submissions`)
})

test.each<[string, Record<string, string>, MouseEventInit]>([
  ['with a key for a new window', { href: '/submissions' }, { ctrlKey: true }],
  ['with another button', { href: '/submissions' }, { button: 1 }],
  ['on a link to another window', { href: '/submissions', target: '_blank' }, {}],
  ['on a download', { href: '/export', download: '' }, {}],
  ['on another origin', { href: 'https://example.com/' }, {}],
  ['within the page', { href: '#main' }, {}],
])('the browser handles a click %s', (_name, attributes, init) => {
  expect(click(attributes, init)).toBeUndefined()
})
