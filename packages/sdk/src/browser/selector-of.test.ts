import { expect, test } from 'vitest'
import { selectorOf } from './selector-of.ts'

test.each([
  ['<p class="a b">x</p>', 'p', 'div>p.a.b'],
  ['<form id="pay"><input name="id"><b>x</b></form>', 'b', '#pay>b'],
  [
    '<form class="f"><input name="nodeName"><input name="classList"><input name="parentNode"><b>x</b></form>',
    'b',
    'div>form.f>b',
  ],
])('the selector of an element in %s', (html, selector, expected) => {
  const div = Object.assign(document.createElement('div'), { innerHTML: html })
  expect(selectorOf(div.querySelector(selector))).toBe(expected)
})
