import { afterEach, expect, test } from 'vitest'
import { debugIdsIn } from './debug-ids-in.ts'

const page = window as { _sentryDebugIds?: Record<string, string>; _debugIds?: Record<string, string> }

afterEach(() => {
  delete page._sentryDebugIds
  delete page._debugIds
})

test.each([
  ['Chromium', 'Error\n    at https://a.example/app.js:1:200\n    at load (https://a.example/loader.js:3:4)'],
  ['Firefox', '@https://a.example/app.js:1:27\nload@https://a.example/loader.js:3:4\n'],
  ['Safari', 'module code@https://a.example/app.js:1:27\n'],
])('the first script of the key is the one that the id belongs to, in %s', (_name, key) => {
  page._sentryDebugIds = { [key]: 'id-of-app', 'Error\n at https://a.example/other.js:1:1': 'id-of-other' }
  expect(debugIdsIn('Error: x\n    at pay (https://a.example/app.js:1:48213)')).toEqual({
    'https://a.example/app.js': 'id-of-app',
  })
  expect(debugIdsIn('Error: x\n    at pay (https://a.example/app.json:1:2)')).toBeUndefined()
  expect(debugIdsIn(undefined)).toBeUndefined()
})

test('what the host gave counts more than what a plugin gave', () => {
  const key = 'Error\n    at https://a.example/app.js:1:1'
  Object.assign(page, { _sentryDebugIds: { [key]: 'plugin' }, _debugIds: { [key]: 'host' } })
  expect(debugIdsIn('at https://a.example/app.js:1:2')).toEqual({ 'https://a.example/app.js': 'host' })
})
