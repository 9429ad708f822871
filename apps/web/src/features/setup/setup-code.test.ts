import { expect, test } from 'vitest'
import { moduleCode, policyCode, reportingHeaders, scriptTag } from './setup-code.ts'

const target = { origin: 'https://collector.example', sdkPath: '/collector.js', collectPath: '/collect' }
const nothing = { fingerprint: false, visitorId: false, asksConsent: false, sampleRate: 1 }
const everything = { fingerprint: true, visitorId: true, asksConsent: true, sampleRate: 0.1 }

test('the tag without options is one line', () => {
  expect(scriptTag(target, nothing)).toBe('<script src="https://collector.example/collector.js" defer></script>')
})

test('each option is an attribute of the tag', () => {
  expect(scriptTag(target, everything)).toBe(`<script
  src="https://collector.example/collector.js"
  data-fingerprint
  data-visitor-id
  data-sample-rate="0.1"
  data-consent="pending"
  defer
></script>`)
})

test('the tag has a renamed endpoint, unless the endpoint is beside the script', () => {
  expect(scriptTag({ ...target, sdkPath: '/s.js', collectPath: '/c' }, nothing)).toContain(
    'data-endpoint="https://collector.example/c"',
  )
  expect(scriptTag({ ...target, sdkPath: '/x/s.js', collectPath: '/x/collect' }, nothing)).not.toContain('endpoint')
})

test('the module takes the same options', () => {
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

test('the headers name the address for reports, in both forms', () => {
  const headers = reportingHeaders('https://collector.example/report')
  expect(headers.match(/https:\/\/collector\.example\/report/g)).toHaveLength(4)
  const [, group = ''] = /^Report-To: (.*)$/m.exec(headers) ?? []
  expect(JSON.parse(group).endpoints).toEqual([{ url: 'https://collector.example/report' }])
})

test('the policy allows the files that the tag loads and its endpoint', () => {
  expect(policyCode(target, false)).toBe('script-src https://collector.example; connect-src https://collector.example')
  expect(policyCode(target, true)).toBe('connect-src https://collector.example')
})
