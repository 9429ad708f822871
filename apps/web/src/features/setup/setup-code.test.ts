import { expect, test } from 'vitest'
import { moduleCode, policyCode, scriptTag } from './setup-code.ts'

const target = { origin: 'https://collector.example', sdkPath: '/collector.js', collectPath: '/collect' }
const nothing = { fingerprint: false, visitorId: false, asksConsent: false, sampleRate: 1 }
const everything = { fingerprint: true, visitorId: true, asksConsent: true, sampleRate: 0.1 }

test('without choices the tag is one line', () => {
  expect(scriptTag(target, nothing)).toBe('<script src="https://collector.example/collector.js" defer></script>')
})

test('each choice is an attribute', () => {
  expect(scriptTag(target, everything)).toBe(`<script
  src="https://collector.example/collector.js"
  data-fingerprint
  data-visitor-id
  data-sample-rate="0.1"
  data-consent="pending"
  defer
></script>`)
})

test('an address of another name is told, unless it is beside the script', () => {
  expect(scriptTag({ ...target, sdkPath: '/s.js', collectPath: '/c' }, nothing)).toContain(
    'data-endpoint="https://collector.example/c"',
  )
  expect(scriptTag({ ...target, sdkPath: '/x/s.js', collectPath: '/x/collect' }, nothing)).not.toContain('endpoint')
})

test('the module takes the same choices', () => {
  expect(moduleCode(target, nothing)).toBe(`import { start } from '@collector/sdk'

const collector = start({
  endpoint: 'https://collector.example/collect',
})`)
  expect(moduleCode(target, everything)).toContain(`  fingerprint: true,
  visitorId: true,
  sampleRate: 0.1,
  consent: 'pending',
})`)
})

test('a policy allows what the tag loads, and where it posts', () => {
  expect(policyCode(target, false)).toBe('script-src https://collector.example; connect-src https://collector.example')
  expect(policyCode(target, true)).toBe('connect-src https://collector.example')
})
