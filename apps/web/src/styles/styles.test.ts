import { expect, test } from 'vitest'

const sheets = import.meta.glob<string>('../**/*.css', { query: '?raw', import: 'default', eager: true })

test.each(Object.entries(sheets))('%s stands in a layer and uses the sizes of the tokens', (path, css) => {
  if (path === './layers.css') return
  const rules = css.replace(/\/\*.*?\*\//gs, '').trim()
  const layer = /^@layer (\w+) \{/.exec(rules)?.[1]
  const room = /^\.\.\/(ui|features)\//.exec(path)?.[1]
  expect(layer).toBe(
    room ??
      {
        './tokens.css': 'tokens',
        './elements.css': 'elements',
        '../app-shell.css': 'features',
        './print.css': 'print',
      }[path] ??
      'ui',
  )

  const breakpoints = [...rules.matchAll(/@media \((?!prefers)([^)]*)\)/g)].map(([, condition]) => condition)
  for (const condition of breakpoints) expect(condition).toMatch(/^width (<|>=) (30|40|64)rem$/)

  const sizes = [...rules.matchAll(/font-size: ([^;]*);/g)].map(([, size]) => size)
  for (const size of sizes) expect(size).toMatch(/^(var\(--text-\w+\)|inherit|0\.85em|100%)$/)
})

test('the sheet of a feature is scoped: each of its rules begins with an element or a class of its own', () => {
  const generic = Object.entries(sheets)
    .filter(([path]) => path.startsWith('../features/'))
    .flatMap(([path, css]) => {
      const roots = [...css.replace(/\/\*.*?\*\//gs, '').matchAll(/^ {2}([^\s@}][^{}]*) \{$/gm)].map(
        ([, root = '']) => root,
      )
      // a custom element, several of them, or a class of two words
      return roots
        .filter((root) => !/^(:is\()?[a-z]+-[a-z-]+|^\.[a-z]+-[a-z-]+/.test(root))
        .map((root) => `${path}: ${root}`)
    })
  expect(generic).toEqual([])
})
