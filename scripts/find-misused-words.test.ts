import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findMisusedWords } from './find-misused-words.ts'

/** Each text with the wordings that are found in it, by line. */
const cases: [text: string, expected: string[], name?: string][] = [
  ['// Errors that cannot be told apart are one.', ['1 told apart']],
  ['// The signals tell browsers apart.', ['1 tell browsers apart']],
  ['/**\n * Counts that are summed\n * up by hour.\n */', ['2 summed up']],
  ['const a = 1\n// a list of so\n// many rows', ['2 of so many']],
  ['<p>For those\n  who read</p>', ['1 those who'], 'a.html'],
  ["test('the value is not told', () => {})", ['1 not told']],
  ['A cursor that the list gave out\n', ['1 gave out'], 'a.md'],
  ['the version before that one is older than the version before', ['1 the version before'], 'a.md'],
  ['/** Of the last one. */', ['1 a comment that begins with "Of"']],
  ['const a = 1 // Whose it is', ['1 a comment that begins with "Whose"']],
  [
    '  /** What is shown. */\n  // Those of a page',
    ['1 a comment that begins with "What"', '2 a comment that begins with "Those"'],
  ],
  ['# Who may post', ['1 a comment that begins with "Who"'], '.env.example'],
  ['/* Whether it is open. */', ['1 a comment that begins with "Whether"'], 'a.css'],
  // what is right
  ['# What it costs', [], 'a.md'],
  ['// The list has two parts.\n// Of these the first is sorted.', []],
  ["const heading = 'What is wrong?'", []],
  ['const url = "https://example.com/Of"', []],
  ['// What if the clock is wrong? Then the server’s counts.', []],
  ['/** Distinguishes errors. Those of one group are alike. */', []],
]

for (const [text, expected, name = 'a.ts'] of cases) {
  test(`finds ${expected.length} in ${JSON.stringify(text)}`, () => {
    const found = findMisusedWords(text, name).map(({ line, found }) => `${line} ${found}`)
    assert.deepEqual(found, expected)
  })
}

test('says what to write instead', () => {
  const [summedUp] = findMisusedWords('summed up', 'a.md')
  assert.equal(summedUp?.instead, 'rolled up, or added up')
})
