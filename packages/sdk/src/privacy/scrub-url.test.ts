import { expect, test } from 'vitest'
import { scrubUrl } from './scrub-url.ts'

test.each([
  ['https://a.example/path?page=2#part', 'https://a.example/path?page=2#part'],
  ['https://user:pass@a.example/', 'https://a.example/'],
  ['https://a.example/?access_token=abc&page=2', 'https://a.example/?access_token=[removed]&page=2'],
  ['https://a.example/#id_token=abc', 'https://a.example/#id_token=[removed]'],
  ['https://a.example/?q=eyJhbGciOi.x.y', 'https://a.example/?q=[removed]'],
  ['https://a.example/u/jane.doe@mail.example/x', 'https://a.example/u/[removed]/x'],
  ['https://a.example/?who=jane%40mail.example', 'https://a.example/?who=[removed]'],
  ['https://cdn.example/npm/lib@1.2.3/index.js', 'https://cdn.example/npm/lib@1.2.3/index.js'],
  [`data:text/html,${'x'.repeat(100)}`, `data:text/html,${'x'.repeat(25)}…`],
  ['', ''],
])('%s', (url, scrubbed) => {
  expect(scrubUrl(url)).toBe(scrubbed)
})
