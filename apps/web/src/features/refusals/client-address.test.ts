import { expect, test } from 'vitest'
import { addressFacts } from './client-address.ts'

const answer = {
  address: '198.51.100.9',
  stored: '198.51.100.9',
  connection: '198.51.100.9',
  isTrustedProxy: false,
  forwardedFor: null,
  protocol: 'http',
  ipMode: 'full',
  user: null,
} as const

test.each([
  [{}, /^The address of the connection/],
  [{ forwardedFor: '203.0.113.7' }, /is ignored, because TRUST_PROXY does not name 198\.51\.100\.9/],
  [{ forwardedFor: '203.0.113.7', isTrustedProxy: true }, /is trusted$/],
  [{ isTrustedProxy: true }, /sent no X-Forwarded-For/],
])('explains %j', (given, why) => {
  expect(Object.fromEntries(addressFacts({ ...answer, ...given }))['Why']).toMatch(why)
})
