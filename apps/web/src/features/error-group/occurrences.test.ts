import type { ErrorGroupAnswer } from '@collector/schema'
import { render } from 'lit'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import '../../styles/pico.scss'
import '../../styles/elements.css'
import '../../styles/pieces.css'
import { latestOccurrences } from './occurrences.ts'

const occurrence = (id: number) =>
  ({
    submission: {
      id,
      submissionId: `s${id}`,
      receivedAt: '2026-11-20T10:00:00.000Z',
      page: { url: 'https://shop.example/cart' },
      readableUrl: `https://shop.example/${'cart'.repeat(id)}`,
      browser: { name: 'Chrome', version: null },
      os: { name: 'Windows', version: null },
    },
    error: { message: 'it broke' },
    frames: [],
  }) as unknown as ErrorGroupAnswer['occurrences'][number]

function show(pageViews: number): HTMLElement {
  const element = document.createElement('error-group-page')
  document.body.replaceChildren(element)
  const occurrences = Array.from({ length: 20 }, (_, index) => occurrence(index))
  render(latestOccurrences({ occurrences, pageViews } as ErrorGroupAnswer, '/all'), element)
  for (const details of element.querySelectorAll<HTMLDetailsElement>('.behind')) details.open = true
  return element
}

const end = (element: HTMLElement) => element.querySelector('.behind .hint')?.textContent

test('the end of the list says that there are more page views, and leads to all', () => {
  expect(end(show(51))).toBe('These are the latest 20 page views. All 51 page views')
  expect(document.querySelector('.behind .hint a')?.getAttribute('href')).toBe('/all')
  expect(end(show(20))).toBeUndefined()
})

test('earlier occurrences stand in the columns of the latest', async () => {
  await page.viewport(1366, 900)
  const edges = [...show(51).querySelectorAll('.occurrences summary .absent')].map((about) =>
    Math.round(about.getBoundingClientRect().right),
  )
  expect(edges).toHaveLength(20)
  expect(new Set(edges).size).toBe(1)
})
