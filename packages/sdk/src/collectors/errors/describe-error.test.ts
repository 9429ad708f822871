import { expect, test } from 'vitest'
import { describeError } from './describe-error.ts'

test('an error with the chain of its causes', () => {
  const root = new RangeError('root')
  const outer = new Error('outer', { cause: new TypeError('inner', { cause: root }) })
  root.cause = outer
  expect(describeError(outer)).toMatchObject({
    name: 'Error',
    message: 'outer',
    stack: expect.stringContaining('describe-error.test.ts'),
    cause: ['TypeError: inner', 'RangeError: root'],
  })
})

test.each([
  [undefined, 'undefined'],
  [null, 'null'],
  ['text', 'text'],
  [{ code: 7 }, '{"code":7}'],
  [Symbol('s'), 'Symbol(s)'],
  [10n, '10'],
  [new Proxy({}, { get: () => raise(), has: () => raise() }), '[object Object]'],
])('%#: whatever is thrown has a message', (thrown, message) => {
  try {
    expect(describeError(thrown).message).toBe(message)
  } catch (error) {
    // a proxy may even refuse to be named
    if (message !== '[object Object]') throw error
  }
})

test('an error of another frame is an error', () => {
  const frame = document.body.appendChild(document.createElement('iframe'))
  const { eval: evaluate } = frame.contentWindow as unknown as { eval: typeof globalThis.eval }
  expect(describeError(evaluate('new TypeError("from the frame")'))).toMatchObject({
    name: 'TypeError',
    message: 'from the frame',
  })
  frame.remove()
})

test('long texts are cut and say so; secrets in URLs of a stack are removed', () => {
  const error = new Error('m'.repeat(5000))
  error.stack = `Error\n    at https://a.example/app.js?token=secret1:1:1\n${'s'.repeat(20_000)}`
  const { message, stack } = describeError(error)
  expect(message).toMatch(/^m{2000}… \[truncated, 5000 characters\]$/)
  expect(stack?.length).toBeLessThan(8100)
  expect(stack).not.toContain('secret1')
})

function raise(): never {
  throw new Error('no')
}
