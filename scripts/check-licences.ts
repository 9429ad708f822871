import { text } from 'node:stream/consumers'

/** Licences that may be shipped: they require no more than to be named. By their SPDX names. */
const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
])

/** Output of `pnpm licenses list --json`: packages by licence. */
type Listed = Record<string, { name: string; versions: string[] }[]>

/** "(MIT OR GPL-3.0)" is permissive, "MIT AND GPL-3.0" is not. */
function isPermissive(expression: string): boolean {
  const choices = expression.replace(/^\((.*)\)$/, '$1').split(/ OR /i)
  return choices.some((choice) => choice.split(/ AND /i).every((licence) => permissive.has(licence.trim())))
}

const listed = JSON.parse(await text(process.stdin)) as Listed
const packages = Object.values(listed).flat()
const others = Object.entries(listed).filter(([expression]) => !isPermissive(expression))
for (const [expression, found] of others) {
  for (const { name, versions } of found) console.error(`${name} ${versions.join(', ')} has the licence ${expression}`)
}
// an empty list means that pnpm failed
if (others.length > 0 || packages.length === 0) {
  console.error(
    packages.length === 0 ? 'pnpm listed no package' : 'Only permissive licences are shipped: see docs/security.md',
  )
  process.exit(1)
}
console.log(`Licences: all ${packages.length} shipped packages have a permissive licence`)
