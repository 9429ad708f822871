import { expect, test } from 'vitest'
import { runCollectors } from '../../run-collectors.ts'
import { commonFonts, fontNames, fontsOfSystems } from './font-names.ts'
import { fontPreferences } from './font-preferences.ts'
import { findFonts, fonts } from './fonts.ts'
import { systemFonts } from './system-fonts.ts'

test('looks for at least 200 names, none that would break out of its quotes', () => {
  expect(fontNames.length).toBeGreaterThanOrEqual(200)
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

/** The fonts of our list that a system brings; people add others at will. */
const systems = {
  'Windows 7':
    'Arial,Arial Black,Comic Sans MS,Courier New,Georgia,Impact,Tahoma,Times New Roman,Trebuchet MS,Verdana,Webdings,Wingdings,Marlett,Microsoft Sans Serif,Symbol,Calibri,Cambria,Cambria Math,Candara,Consolas,Constantia,Corbel,Lucida Console,Lucida Sans Unicode,Segoe UI,Segoe Print,Segoe Script,Segoe UI Symbol,Andalus,Angsana New,Arabic Typesetting,David,DokChampa,Ebrima,FangSong,Franklin Gothic Medium,Gabriola,Gisha,KaiTi,Latha,Leelawadee,Malgun Gothic,Mangal,Meiryo,Meiryo UI,Microsoft JhengHei,Microsoft YaHei,MingLiU,MS Gothic,MS Mincho,MS PGothic,MS UI Gothic,MV Boli,Palatino Linotype,Sakkal Majalla,SimHei,SimSun,Sylfaen,Traditional Arabic',
  'Windows 11':
    'Arial,Arial Black,Bahnschrift,Calibri,Cambria,Cambria Math,Candara,Cascadia Code,Comic Sans MS,Consolas,Constantia,Corbel,Courier New,Ebrima,Franklin Gothic Medium,Gabriola,Gadugi,Georgia,Impact,Javanese Text,Leelawadee UI,Lucida Console,Lucida Sans Unicode,Malgun Gothic,Marlett,Microsoft JhengHei,Microsoft Sans Serif,Microsoft YaHei,MS Gothic,MS PGothic,MS UI Gothic,MV Boli,Nirmala UI,Palatino Linotype,Segoe Fluent Icons,Segoe MDL2 Assets,Segoe Print,Segoe Script,Segoe UI,Segoe UI Emoji,Segoe UI Symbol,Segoe UI Variable,SimSun,Sitka Text,Sylfaen,Symbol,Tahoma,Times New Roman,Trebuchet MS,Verdana,Webdings,Wingdings,Yu Gothic',
  macOS:
    'American Typewriter,Andale Mono,Apple Chancery,Apple Color Emoji,Apple SD Gothic Neo,Arial,Arial Black,Arial Narrow,Arial Rounded MT Bold,Arial Unicode MS,Avenir,Avenir Next,Baskerville,Bodoni 72,Brush Script MT,Chalkboard,Chalkduster,Charter,Cochin,Comic Sans MS,Copperplate,Courier,Courier New,Didot,DIN Alternate,Euphemia UCAS,Futura,Geeza Pro,Geneva,Georgia,Gill Sans,Heiti SC,Helvetica,Helvetica Neue,Hiragino Sans,Hoefler Text,Impact,Kohinoor Bangla,Lucida Grande,Marker Felt,Menlo,Microsoft Sans Serif,Monaco,New York,Noteworthy,Optima,Palatino,Papyrus,Phosphate,PingFang SC,PT Sans,PT Serif,Rockwell,Skia,Snell Roundhand,STIX Two Text,Symbol,Tahoma,Times,Times New Roman,Trebuchet MS,Verdana,Webdings,Wingdings,Zapf Dingbats,Zapfino',
  iOS: 'American Typewriter,Apple Color Emoji,Apple SD Gothic Neo,Arial,Avenir,Avenir Next,Baskerville,Bodoni 72,Chalkduster,Charter,Cochin,Copperplate,Courier,Courier New,Didot,DIN Alternate,Futura,Geeza Pro,Georgia,Gill Sans,Helvetica,Helvetica Neue,Hiragino Sans,Hoefler Text,Kohinoor Bangla,Marker Felt,Menlo,Noteworthy,Optima,Palatino,Papyrus,PingFang SC,Rockwell,Snell Roundhand,STIX Two Text,Symbol,Times New Roman,Trebuchet MS,Verdana,Zapf Dingbats,Zapfino',
  'Linux with the core fonts for the Web':
    'Andale Mono,Arial,Arial Black,Carlito,Calibri,Comic Sans MS,Courier New,DejaVu Sans,Georgia,Impact,Times New Roman,Trebuchet MS,Verdana,Webdings',
  'Linux with Wine and Liberation':
    'Arial,Courier New,Liberation Mono,Liberation Sans,Liberation Serif,Marlett,Microsoft Sans Serif,Symbol,Tahoma,Times New Roman,Webdings,Wingdings,Ubuntu,Ubuntu Mono',
  Android:
    'Arial,Baskerville,Courier,Courier New,Georgia,Helvetica,Monaco,Palatino,Roboto,Tahoma,Times,Times New Roman,Verdana',
}

test.each(Object.entries(systems))('finds all of %s, though it does not ask for every name', async (name, text) => {
  const there = new Set([...text.split(','), ...(name.startsWith('Windows') ? ['ZWAdobeF', 'Jokerman'] : [])])
  const asked = new Set<string>()
  const isThere = (names: readonly string[]) => {
    for (const one of names) asked.add(one)
    return names.some((one) => there.has(one))
  }
  const { found } = await runCollectors({ found: { collect: () => findFonts(isThere) } })
  expect(found.value).toEqual(fontNames.filter((one) => there.has(one)).sort())
  expect(asked.size).toBeLessThan(fontNames.length)
})

test('without any font it tests only the common names and the tellers of systems', async () => {
  const asked = new Set<string>()
  const isThere = (names: readonly string[]) => {
    for (const one of names) asked.add(one)
    return false
  }
  const { found } = await runCollectors({ found: { collect: () => findFonts(isThere) } })
  expect(found.value).toEqual([])
  expect([...asked]).toEqual([...commonFonts, ...fontsOfSystems.flatMap(({ tellers }) => tellers)])
})

test('widths and system fonts are collected', () => {
  expect(fontPreferences()).toMatchObject({ serif: expect.any(Number), 'system-ui': expect.any(Number) })
  expect(fontPreferences()?.['serif']).toBeGreaterThan(0)
  expect(systemFonts()?.['menu']).toMatch(/px /)
})
