import { expect, test } from 'vitest'
import { submissionIdOf } from './submission-number.ts'

const id = '0a1b2c3d-0000-4000-8000-00000000abcd'

test.each([
  ['62', '00000000-0000-8000-8000-00000000003e'],
  [' #62 ', '00000000-0000-8000-8000-00000000003e'],
  ['https://collector.example/submissions/62?x=1#raw-data', '00000000-0000-8000-8000-00000000003e'],
  [id.toUpperCase(), id],
  [`https://collector.example/submissions/${id}#raw-data`, id],
  [`/submissions/${id}/`, id],
  ['', undefined],
  ['sixty-two', undefined],
  ['-1', undefined],
  ['12345678901', undefined],
  [`${id}0`, undefined],
])('%s', (text, submissionId) => {
  expect(submissionIdOf(text)).toBe(submissionId)
})
