import { gzipSync } from 'node:zlib'
import { launchChromium } from '@collector/testing/chromium'
import type { Browser } from 'playwright'
import { median, roundRobin } from '../statistics.ts'
import { builtCollector, bundle } from './bundle.ts'
import { type PageServer, startPageServer } from './page-server.ts'

interface Load {
  evalMs: number
  scriptMs: number
  taskMs: number
  longestTaskMs: number
  postedBytes: number
}

const rounds = 15
const cpuThrottle = 4

/** Measures evaluation, CPU and bytes of each SDK on one page, in alternating fresh loads with a throttled CPU. */
export async function benchSdk(): Promise<void> {
  const subjects = [
    { name: 'no SDK', script: '' },
    { name: 'collector.js', script: await builtCollector() },
    { name: 'elastic apm-rum', script: await bundle('elastic') },
    { name: 'web-vitals/attribution', script: await bundle('web-vitals') },
    { name: 'sentry with tracing', script: await bundle('sentry') },
  ]
  const server = await startPageServer()
  const browser = await launchChromium()
  const results = await roundRobin(subjects, rounds, ({ script }) => {
    server.setScript(script)
    return load(browser, server)
  })
  await browser.close()
  server.close()

  const of = (index: number, key: keyof Load) => median((results[index] ?? []).map((one) => one[key]))
  const script = (index: number) => of(index, 'scriptMs') - of(0, 'scriptMs')
  console.log(`Medians of ${rounds} fresh loads, CPU throttled ${cpuThrottle}x; CPU beyond the page without an SDK\n`)
  console.table(
    subjects.map((subject, index) => ({
      SDK: subject.name,
      'gzip bytes': subject.script ? gzipSync(subject.script, { level: 9 }).length : 0,
      'evaluate + start ms': round(of(index, 'evalMs')),
      'script CPU ms': round(script(index)),
      'task CPU ms': round(of(index, 'taskMs') - of(0, 'taskMs')),
      'longest script ms': round(of(index, 'longestTaskMs')),
      'bytes posted': of(index, 'postedBytes'),
    })),
  )
  const anchor = 'elastic apm-rum and web-vitals/attribution together'
  console.log(
    `evaluate + start: ${ratio(of(1, 'evalMs'), of(2, 'evalMs') + of(3, 'evalMs'))} of ${anchor} (goal: at most 0.8)`,
  )
  console.log(`script CPU: ${ratio(script(1), script(2) + script(3))} of ${anchor} (goal: at most 0.9)`)
  console.log(`bytes posted: ${ratio(of(1, 'postedBytes'), of(4, 'postedBytes'))} of sentry's (goal: at most 0.33)`)
  console.log(`longest script of ours: ${round(of(1, 'longestTaskMs'))} ms (goal: under 50)`)
}

async function load(browser: Browser, server: PageServer): Promise<Load> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpuThrottle })
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  server.takePostedBytes()
  await page.goto(server.origin)
  await page.waitForTimeout(2500)
  const { metrics } = await session.send('Performance.getMetrics')
  const metric = (name: string) => (metrics.find((one) => one.name === name)?.value ?? Number.NaN) * 1000
  const inPage = await page.evaluate(readInPage)
  // leaving the page makes the SDKs send what they still hold
  await page.goto('about:blank')
  await page.waitForTimeout(200)
  await context.close()
  return {
    ...inPage,
    scriptMs: metric('ScriptDuration'),
    taskMs: metric('TaskDuration'),
    postedBytes: server.takePostedBytes(),
  }
}

/** Runs in the page. A script is "ours" by its URL in the long animation frames. */
function readInPage(): Promise<{ evalMs: number; longestTaskMs: number }> {
  return new Promise((resolve) => {
    let longestTaskMs = 0
    new PerformanceObserver((list) => {
      for (const frame of list.getEntries() as (PerformanceEntry & {
        scripts: { sourceURL: string; duration: number }[]
      })[]) {
        for (const script of frame.scripts) {
          if (script.sourceURL.endsWith('/sdk.js')) longestTaskMs = Math.max(longestTaskMs, script.duration)
        }
      }
    }).observe({ type: 'long-animation-frame', buffered: true })
    setTimeout(() => resolve({ evalMs: (window as { evalMs?: number }).evalMs ?? 0, longestTaskMs }), 50)
  })
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function ratio(ours: number, theirs: number): string {
  return `${(ours / theirs).toFixed(2)} x`
}
