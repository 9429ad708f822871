import { expect, test } from 'vitest'
import { navigationPhases } from './navigation-phases.ts'

const names = (performance: Record<string, unknown>) => navigationPhases(performance).map(({ name }) => name)

test('leaves out phases that did not take place', () => {
  const navigation = {
    redirectStart: 0,
    redirectEnd: 0,
    fetchStart: 2,
    domainLookupStart: 2,
    domainLookupEnd: 2,
    connectStart: 2,
    secureConnectionStart: 0,
    connectEnd: 30,
    requestStart: 31,
    responseStart: 80,
    responseEnd: 90,
  }
  expect(names({ navigation })).toEqual(['Connection', 'Request', 'Response'])
})

test("the predecessor's timing counts from 1970, the phases from the navigation", () => {
  const at = 1_700_000_000_000
  const timing = { navigationStart: at, requestStart: at + 10, responseStart: at + 60, loadEventEnd: 0 }
  expect(navigationPhases({ timing })).toEqual([expect.objectContaining({ name: 'Request', startMs: 10, endMs: 60 })])
})

test.each([undefined, null, 'text', 3, [], { responseEnd: 'x', fetchStart: {} }])(
  'finds no phases in %o',
  (navigation) => {
    expect(names({ navigation, timing: navigation })).toEqual([])
  },
)
