import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { findMisusedWords } from './find-misused-words.ts'

/** Files to check: neither generated ones (lock file, recorded schemas) nor those that name the words. */
const written = /\.(ts|js|css|html|md|ya?ml|sql|sh)$|(^|\/)(Dockerfile|\.env\.example)$/
const left = /^(pnpm-lock\.yaml|apps\/api\/test\/schemas\/.*|scripts\/find-misused-words(\.test)?\.ts)$/

const listFiles = () =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { encoding: 'utf8' }).split(
    '\0',
  )

// the pre-commit hook names the staged files
const named = process.argv.slice(2)
const paths = (named.length > 0 ? named : listFiles()).filter(
  (path) => written.test(path) && !left.test(path) && existsSync(path),
)
const found = paths.flatMap((path) =>
  findMisusedWords(readFileSync(path, 'utf8'), path).map((place) => ({ path, ...place })),
)
for (const { path, line, found: words, instead } of found)
  console.error(`${path}:${line}: ${words}; say instead: ${instead}`)
if (found.length > 0) {
  console.error(`${found.length} places in ${paths.length} files use words that docs/glossary.md rules out`)
  process.exit(1)
}
console.log(`Words: none of ${paths.length} files uses one that docs/glossary.md rules out`)
