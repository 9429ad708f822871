import { expect, test } from 'vitest'
import { runCollectors } from '../../run-collectors.ts'
import { fontNames } from './font-names.ts'
import { fontPreferences } from './font-preferences.ts'
import { fonts } from './fonts.ts'
import { systemFonts } from './system-fonts.ts'

test('looks for at least 200 names, none twice, none that would break out of its quotes', () => {
  expect(fontNames.length).toBeGreaterThanOrEqual(200)
  expect(new Set(fontNames).size).toBe(fontNames.length)
  for (const name of fontNames) expect(name).toMatch(/^[\w .-]+$/)
})

test('finds the same fonts as measuring each name alone, in elements', async () => {
  const { found } = await runCollectors({ found: { collect: fonts } })
  const names = found.value as string[]
  // the Chromium of the tests brings it
  expect(names).toContain('Open Sans')

  const span = document.createElement('span')
  span.textContent = 'mmMwWLliI0fiflO&1'
  span.style.fontSize = '48px'
  document.body.append(span)
  const width = (family: string) => {
    span.style.fontFamily = family
    return span.getBoundingClientRect().width
  }
  const bases = ['monospace', 'serif', 'sans-serif']
  const alone = bases.map(width)
  const expected = fontNames.filter((name) => bases.some((base, at) => width(`"${name}", ${base}`) !== alone[at]))
  span.remove()
  expect(names).toEqual([...expected].sort())
})

test('widths and system fonts are told', () => {
  expect(fontPreferences()).toMatchObject({ serif: expect.any(Number), 'system-ui': expect.any(Number) })
  expect(fontPreferences()?.['serif']).toBeGreaterThan(0)
  expect(systemFonts()?.['menu']).toMatch(/px /)
})
