import { render } from 'lit'
import { afterEach, expect, test } from 'vitest'
import { change } from './change.ts'

afterEach(() => document.body.replaceChildren())

test.each([
  [150, 100, 'worse', '▲ 50 % worse', 'tone-poor'],
  [50, 100, 'worse', '▼ 50 % better', 'tone-good'],
  [104, 100, 'worse', '▲ 4 % more', 'tone-absent'],
  [150, 100, 'neither', '▲ 50 % more', 'tone-absent'],
  [3, 0, 'worse', '▲ none before', 'tone-poor'],
  [3, null, 'worse', 'nothing before', undefined],
] as const)('%d after %d, where more is %s', (current, previous, more, text, tone) => {
  const place = document.createElement('p')
  document.body.append(place)
  render(change({ current, previous }, { more }), place)
  expect(place.textContent?.replace(/\s+/g, ' ').trim()).toBe(text)
  if (tone) expect(place.querySelector('.change')?.classList.contains(tone)).toBe(true)
})
