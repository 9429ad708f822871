import { expect, test } from 'vitest'
import { endsSession } from './ends-session.ts'

const message = (letter: string, content: string) => {
  const bytes = Buffer.alloc(5 + Buffer.byteLength(content))
  bytes.write(letter, 0)
  bytes.writeInt32BE(bytes.length - 1, 1)
  bytes.write(content, 5)
  return bytes
}
const error = (severity: string) => message('E', `S${severity}\0V${severity}\0C53100\0Mno space\0\0`)
const row = message('D', '\0VPANIC\0')
const ready = message('Z', 'I')

test.each([
  ['a panic behind other messages', [row, error('PANIC')], true],
  ['a session that ends', [error('FATAL')], true],
  ['an ordinary error', [error('ERROR'), ready], false],
  ['a row that holds the word', [row, ready], false],
  ['nothing', [], false],
])('%s', (_name, messages, expected) => {
  expect(endsSession(Buffer.concat(messages))).toBe(expected)
})
