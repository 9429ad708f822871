import { tmpdir } from 'node:os'
import { pino } from 'pino'
import { accessToken } from '../../apps/api/src/access/access-token.ts'
import { buildApp } from '../../apps/api/src/app.ts'
import { readConfig } from '../../apps/api/src/config.ts'
import { Refusals } from '../../apps/api/src/operating/refusals.ts'
import { asked } from './asked.ts'
import { isEmbedded, measure, openFilled, pageViews, rounds } from './open-filled.ts'
import { typedColumns } from './typed-columns.ts'

/** Parts of the names of questions to run; empty runs all. */
const only = (process.env['BENCH_ONLY'] ?? '').split('|')
const token = 'bench'
const tokenHeader = { authorization: `Bearer ${token}` }

/**
 * Goals in milliseconds: answers from rollups, answers from page views or a sample, a page of the list, a page of a rare combination, and answers that compare
 * thousands of browsers.
 */
const goals = { plain: 150, combined: 500, list: 50, rareList: 500, browsers: 300 }
const combined = ['Chrome on Windows', 'Windows on phones', 'combined:']

/** Measures every question of the dashboard over thirty days of page views. */
export async function benchQuestions(): Promise<void> {
  const { storage, engine, close } = await openFilled()
  const app = await buildApp({
    refusals: new Refusals(),
    config: await readConfig({}),
    storage,
    logger: pino({ level: 'silent' }),
    token: () => accessToken(token),
    publicDir: tmpdir(),
  })
  try {
    console.log(`${engine}; ms, medians of ${rounds} rounds; ${pageViews} page views in 30 days\n`)
    console.log(`${'question'.padEnd(44)}${'ms'.padStart(9)}${'goal'.padStart(7)}${'typed columns'.padStart(16)}`)
    let missed = 0
    const questions = [...asked(pageViews, Date.now())].filter(([name]) => only.some((part) => name.includes(part)))
    for (const [name, url] of questions) {
      let isRefused = false
      const tookMs = await measure(async () => {
        const answer = await app.inject({ url, headers: tokenHeader })
        isRefused ||= answer.statusCode === 503
        if (answer.statusCode !== 200 && !isRefused) throw new Error(`${url}: ${answer.body}`)
      })
      const goal = goalOf(name)
      const byHand = typedColumns[name]
      const handMs = byHand && (await measure(() => byHand(isEmbedded ? storage.db : storage.unlimitedDb)))
      const remark = isRefused ? '  refused' : tookMs > goal ? '  above' : ''
      if (remark) missed++
      const ratio = handMs === undefined ? '' : `${handMs.toFixed(0)} (${(handMs / tookMs).toFixed(0)} x)`
      console.log(
        `${name.padEnd(44)}${tookMs.toFixed(1).padStart(9)}${String(goal).padStart(7)}${ratio.padStart(16)}${remark}`,
      )
    }
    console.log(`\n${questions.length - missed} of ${questions.length} questions within their goals`)
  } finally {
    await app.close()
    await close()
  }
}

function goalOf(name: string): number {
  const isCombined = combined.some((part) => name.includes(part))
  if (name.startsWith('list')) return isCombined ? goals.rareList : goals.list
  if (/^(fingerprint|unusual)/.test(name)) return goals.browsers
  return isCombined ? goals.combined : goals.plain
}
