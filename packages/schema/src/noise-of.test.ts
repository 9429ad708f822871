import { expect, test } from 'vitest'
import { noiseOf } from './noise-of.ts'

const page = 'https://shop.example/app.js:1:2'
const extension = 'chrome-extension://abcdef/content.js:1:2'

test.each<[Partial<Parameters<typeof noiseOf>[0]>, string | undefined]>([
  [{ message: 'ResizeObserver loop completed with undelivered notifications.' }, 'resize-observer'],
  [{ message: 'ResizeObserver loop limit exceeded', source: page }, 'resize-observer'],
  [{ source: 'chrome-extension://abcdef/content.js' }, 'extension'],
  [{ source: 'https://a.example/app-extension.js' }, undefined],
  // the throwing frame decides, in the stacks of all engines
  [{ stack: `Error: x\n    at f (${extension})\n    at g (${page})` }, 'extension'],
  [{ stack: `Error: x\n    at f (${page})\n    at wrapped (${extension})` }, undefined],
  [{ stack: `Error: x\n    at Array.map (<anonymous>)\n    at async ${extension}` }, 'extension'],
  [{ stack: `f@${page}\nwrapped@moz-extension://abcdef/content.js:1:2`, source: extension }, undefined],
  [{ stack: 'f@moz-extension://abcdef/content.js:1:2\ng@https://shop.example/app.js:1:2' }, 'extension'],
  [{ stack: 'map@[native code]\nf@safari-web-extension://abcdef/content.js:1:2' }, 'extension'],
  [{ stack: 'onResponse@webkit-masked-url://hidden/:12:3' }, 'extension'],
  [{ stack: 'f@safari-extension:(//3284871F-A480/2665fee0/commons.js:4:1)' }, 'extension'],
  [{ stack: 'Error: x\n    at ms-browser-extension://abcdef/content.js:1:2' }, 'extension'],
  // a message may name anything, also in lines that look like frames
  [{ message: `x\n    at ${extension}`, stack: `Error: x\n    at ${extension}\n    at f (${page})` }, undefined],
  [
    { message: `no answer from a@${extension}`, stack: `Error: no answer from a@${extension}\n    at ${page}` },
    undefined,
  ],
  // a policy's violations name the scheme alone
  [{ message: 'script-src-elem blocked chrome-extension', source: page }, 'extension'],
  [{ message: 'img-src blocked data', source: 'moz-extension' }, 'extension'],
  [{ message: 'img-src would block data', disposition: 'report' }, 'report-only'],
  [{ message: 'img-src blocked data' }, undefined],
])('%o is noise: %s', (error, noise) => {
  expect(noiseOf({ message: 'x', ...error })).toBe(noise)
})
