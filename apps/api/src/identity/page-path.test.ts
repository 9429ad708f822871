import { expect, test } from 'vitest'
import { pagePath } from './page-path.ts'

test.each([
  ['https://shop.example/a/b?c=d', '/a/b'],
  ['https://shop.example/#/cart', '/#/cart'],
  ['https://shop.example/app/?a#/users/1?tab=b', '/app/#/users/1'],
  ['https://shop.example/#!/orders', '/#!/orders'],
  ['https://shop.example/#/gr%C3%BC%C3%9Fe', '/#/grüße'],
  // an anchor, a token of a sign-in, a line of a document
  ['https://shop.example/docs#install', '/docs'],
  ['https://shop.example/callback#id_token=a/b', '/callback'],
  ['https://shop.example/file#L10', '/file'],
  ['about:srcdoc', 'srcdoc'],
])('%s is the page %s', (url, path) => {
  expect(pagePath(new URL(url))).toBe(path)
})
