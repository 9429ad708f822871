import { expect, test } from 'vitest'
import { matchPath } from './match-route.ts'

test.each([
  ['/', '/', {}],
  ['/submissions', '/submissions/', {}],
  ['/submissions/:submissionId', '/submissions/a%20b', { submissionId: 'a b' }],
  ['/submissions/:submissionId', '/submissions/50%', { submissionId: '50%' }],
  ['/submissions/:submissionId', '/submissions', undefined],
  ['/submissions', '/submissions/1', undefined],
  ['/', '/x', undefined],
])('%s and %s', (pattern, path, params) => {
  expect(matchPath(pattern, path)).toEqual(params)
})
