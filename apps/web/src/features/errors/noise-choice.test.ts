import { render } from 'lit'
import { expect, test } from 'vitest'
import { noiseChoice, readNoise } from './noise-choice.ts'

function drawn(query: string, leftOutByNoise: number): { text: string; link: string | null } {
  const place = document.createElement('div')
  render(noiseChoice(new URLSearchParams(query), { leftOutByNoise }), place)
  const link = place.querySelector('a')
  return { text: place.textContent.replace(/\s+/g, ' ').trim(), link: link && link.pathname + link.search }
}

test.each([
  ['', 'false'],
  ['noise=any', undefined],
  ['noise=true', 'true'],
  // an unknown value hides noise
  ['noise=maybe', 'false'],
])('%j requests noise=%s', (query, asked) => {
  expect(readNoise(new URLSearchParams(query))).toBe(asked)
})

test('the number of hidden groups links to the start of the list with noise', () => {
  expect(drawn('status=all&cursor=x&host=a.example', 2)).toEqual({
    text: expect.stringMatching(/^2 errors hidden as noise.*Show noise$/),
    link: '/errors?status=all&host=a.example&noise=any',
  })
  expect(drawn('', 1).text).toMatch(/^1 error hidden/)
})

test('a link hides shown noise again', () => {
  expect(drawn('noise=true', 0)).toEqual({ text: 'Only noise is shown. Hide noise', link: '/errors' })
  expect(drawn('noise=any&status=all', 0)).toEqual({
    text: 'Noise is shown. Hide noise',
    link: '/errors?status=all',
  })
})

test('shows nothing if no noise is hidden', () => {
  expect(drawn('', 0)).toEqual({ text: '', link: null })
})
