import { expect, test } from 'vitest'
import { clientAddress, senderOf } from './client-address.ts'

test.each([
  ['203.0.113.77', '203.0.113.77', '203.0.113.0'],
  ['::ffff:203.0.113.77', '203.0.113.77', '203.0.113.0'],
  ['2001:db8:1:2::3', '2001:db8:1:2::3', '2001:db8:1::'],
  ['2001:db8::3', '2001:db8::3', '2001:db8::'],
  ['2001:DB8:0:0:0:0:0:2', '2001:db8::2', '2001:db8::'],
  ['fe80::1%eth0', 'fe80::1', 'fe80::'],
  ['::ffff:c000:207', '192.0.2.7', '192.0.2.0'],
  ['::1', '::1', '::'],
])('%s', (address, full, truncated) => {
  expect(clientAddress(address, 'full')).toBe(full)
  expect(clientAddress(address, 'truncated')).toBe(truncated)
  expect(clientAddress(address, 'none')).toBeNull()
})

test.each([
  ['203.0.113.77:4711', '203.0.113.77'],
  ['[2001:db8::3]', '2001:db8::3'],
  ['[2001:db8::3]:4711', '2001:db8::3'],
  ['unknown', null],
  ['_hidden', null],
  ["1.2.3.4'; drop table debug_data; --", null],
  ['999.1.1.1', null],
  ['', null],
  [undefined, null],
])('%s is stored as %s', (address, stored) => {
  expect(clientAddress(address, 'full')).toBe(stored)
})

test.each([
  ['2001:db8:1:2:3::4', '2001:db8:1:2::'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['192.0.2.1:80', '192.0.2.1'],
])('%s counts as %s', (address, sender) => {
  expect(senderOf(address)).toBe(sender)
})
