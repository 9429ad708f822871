import { launchChromium } from '@collector/testing/chromium'
import { type RunningCollector, startCollector } from '@collector/testing/collector'
import { startPostgres } from '@collector/testing/postgres'
import pg from 'pg'
import type { Browser } from 'playwright'
import { afterAll, beforeAll } from 'vitest'
import { type Gate, startGate } from './gate.ts'
import { type Site, startSite } from './site.ts'

/** A Collector on a PostgreSQL database of its own, a site on another origin, and a Chromium. */
export interface Stage {
  collector: RunningCollector
  /** A connection to the Collector's database. */
  database: pg.Client
  /** Stands before the Collector; pages of the site may send through it. */
  gate: Gate
  site: Site
  browser: Browser
}

/**
 * Starts all before the tests of a file, and stops them after.
 *
 * @param env settings of the Collector
 */
export function startStage(env: Record<string, string> = {}): Stage {
  const stage = {} as Stage
  const stops: (() => unknown)[] = []

  beforeAll(async () => {
    await Promise.all([startSending(), startVisiting()])
  })
  afterAll(async () => {
    for (const stop of stops.toReversed()) await stop()
  })
  return stage

  async function startSending(): Promise<void> {
    const postgres = await startPostgres()
    stops.push(() => postgres.remove())
    const url = await postgres.createDatabase()
    stage.collector = await startCollector({ DB_URL: url, ...env })
    stops.push(() => stage.collector.stop())
    stage.database = new pg.Client({ connectionString: url })
    await stage.database.connect()
    stops.push(() => stage.database.end())
    stage.gate = await startGate(stage.collector.origin)
    stops.push(() => stage.gate.close())
  }

  async function startVisiting(): Promise<void> {
    stage.site = await startSite()
    stops.push(() => stage.site.close())
    stage.browser = await launchChromium()
    stops.push(() => stage.browser.close())
  }
}
