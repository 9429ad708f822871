import { expect, test } from 'vitest'
import { canonicalAddress } from './canonical-address.ts'
import { canonicalHost } from './canonical-host.ts'
import { canonicalLanguage } from './canonical-language.ts'
import { canonicalPath, canonicalPathPrefix } from './canonical-path.ts'
import { identityKey } from './identity-key.ts'
import { readableUrl } from './readable-url.ts'
import { searchableText, withSearchable } from './searchable-text.ts'

const long = 'x'.repeat(5000)

test.each([
  ['short', 'a', 'b'],
  ['as long as fits, and one longer', 'x'.repeat(64), 'x'.repeat(65)],
  ['long, and different at the end', `${long}a`, `${long}b`],
  ['with NUL, and with what stands in its place', 'a\0', 'a\uFFFD'],
  ['cut within a pair', `${'😀'.repeat(40)}a`, `${'😀'.repeat(40)}b`],
])('two ids that are %s have keys of their own', (_, one, other) => {
  const keys = [one, other].map((id) => identityKey(id, 64))
  expect(keys[0]).not.toBe(keys[1])
  for (const key of keys) {
    expect(key.length).toBeLessThanOrEqual(64)
    expect(key.isWellFormed() && !key.includes('\0')).toBe(true)
    expect(identityKey(key, 64)).toBe(key)
  }
})

test('half of a surrogate pair is what an address has in its place', () => {
  expect(identityKey('a\ud800', 64)).toBe(decodeURIComponent(encodeURIComponent('a\uFFFD')))
})

test('an id that fits is its own key', () => {
  for (const id of ['a', 'x'.repeat(64), 'Jürgen 😀']) expect(identityKey(id, 64)).toBe(id)
})

test.each([
  ['2001:DB8:0:0:0:0:0:2', '2001:db8::2'],
  ['2001:0db8::0001', '2001:db8::1'],
  ['2001:db8:0:1:0:0:0:1', '2001:db8:0:1::1'],
  ['[2001:DB8::1]:443', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::ffff:c000:207', '192.0.2.7'],
  ['::FFFF:192.0.2.7', '192.0.2.7'],
  ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
  ['[::ffff:192.0.2.7]:80', '192.0.2.7'],
  ['64:ff9b::192.0.2.7', '64:ff9b::c000:207'],
  ['192.0.2.7:80', '192.0.2.7'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['192.0.2.07', undefined],
  ['unknown', undefined],
  ['[]', undefined],
])('the address %s is %s', (text, canonical) => {
  expect(canonicalAddress(text)).toBe(canonical)
  if (canonical !== undefined) expect(canonicalAddress(canonical)).toBe(canonical)
})

test.each([
  ['WWW.Case.example', 'www.case.example'],
  ['xn--mnchen-3ya.example:8080', 'münchen.example:8080'],
  ['MÜNCHEN.example', 'münchen.example'],
  ['mu\u0308nchen.example', 'münchen.example'],
  ['xn--strae-oqa.example', 'straße.example'],
  ['[2001:DB8::1]:8080', '[2001:db8::1]:8080'],
  ['xn--a', 'xn--a'],
  ['no host', 'no host'],
])('the host %s is %s', (text, canonical) => {
  expect(canonicalHost(text)).toBe(canonical)
  expect(canonicalHost(canonical)).toBe(canonical)
})

test.each([
  ['/gr%C3%BC%c3%9fe/a', '/grüße/a'],
  ['/gru%CC%88ße/a', '/grüße/a'],
  ['/gru\u0308ße/a', '/grüße/a'],
  ['/%E6%97%A5%E6%9C%AC', '/日本'],
  ['/%41%7e', '/A~'],
  ['/a b', '/a%20b'],
  ['/a%2fb', '/a%2Fb'],
  ['/100%25', '/100%25'],
  ['/%2541', '/%2541'],
  ['/a%3Fb%23c', '/a%3Fb%23c'],
  ['/%E2%80%AEgpj', '/%E2%80%AEgpj'],
  ['/%C3%BC%FF', '/ü%FF'],
  ['/%ED%A0%80', '/%ED%A0%80'],
  ['/\ud800', '/\uFFFD'],
])('the path %j is %s', (text, canonical) => {
  expect(canonicalPath(text)).toBe(canonical)
  expect(canonicalPath(canonical)).toBe(canonical)
})

test('a long host or path keeps its beginning and is told from others', () => {
  const path = (end: string) => canonicalPath(`/shop/${'%C3%BC'.repeat(2000)}${end}`)
  expect(path('a')).not.toBe(path('b'))
  expect(path('a').startsWith(canonicalPathPrefix('/shop/%C3%BC'))).toBe(true)
  expect(path('a')).toHaveLength(800)
  expect(canonicalPath(path('a'))).toBe(path('a'))
  const host = (end: string) => canonicalHost(`${'A'.repeat(300)}.${end}:8080`)
  expect(host('a')).not.toBe(host('b'))
  expect(canonicalHost(host('a'))).toBe(host('a'))
})

test.each([
  ['https://xn--mnchen-3ya.example/gr%C3%BC%C3%9Fe?q=%E6%97%A5&a=%26', 'https://münchen.example/grüße?q=日&a=%26'],
  ['nothing to say at https://xn--a.example/%FF', 'nothing to say at https://xn--a.example/%FF'],
  ['exn--mnchen-3ya', 'exn--mnchen-3ya'],
])('%s reads %s', (url, readable) => {
  expect(readableUrl(url)).toBe(readable)
})

test('a text is searched for by either form, upper and lower case alike', () => {
  for (const q of ['GRÜSSE', 'grüsse', 'gru\u0308sse', 'gr%C3%BCsse', 'GR%c3%9csse']) {
    expect(searchableText(q).toLowerCase()).toBe('grüsse')
  }
  expect(withSearchable('/gr%C3%BC')).toBe('/gr%C3%BC\n/grü')
  expect(withSearchable('Mozilla/5.0 grün')).toBe('Mozilla/5.0 grün')
})

test.each([
  ['de-AT', 'de'],
  ['DE', 'de'],
  ['pt_BR', 'pt'],
  ['zh-Hant-TW', 'zh'],
  ['iw', 'he'],
  ['gsw-CH', 'gsw'],
  ['*', null],
  ['', null],
  ['deutsch bitte', null],
  ['x'.repeat(5000), null],
])('the primary language of %s is %s', (tag, language) => {
  expect(canonicalLanguage(tag)).toBe(language)
})
