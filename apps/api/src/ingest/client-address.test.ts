import { expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'

test.each([
  ['203.0.113.77', '203.0.113.77', '203.0.113.0'],
  ['::ffff:203.0.113.77', '203.0.113.77', '203.0.113.0'],
  ['2001:db8:1:2::3', '2001:db8:1:2::3', '2001:db8:1::'],
  ['2001:db8::3', '2001:db8::3', '2001:db8:0::'],
  ['fe80::1%eth0', 'fe80::1%eth0', 'fe80:0:0::'],
  ['::1', '::1', '0:0:0::'],
])('%s', (address, full, truncated) => {
  expect(clientAddress(address, 'full')).toBe(full)
  expect(clientAddress(address, 'truncated')).toBe(truncated)
  expect(clientAddress(address, 'none')).toBeNull()
})

test('a connection that is gone has none', () => {
  expect(clientAddress(undefined, 'full')).toBeNull()
})
