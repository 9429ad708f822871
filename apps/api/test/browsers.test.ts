import type { OverviewAnswer, SubmissionAnswer, SubmissionItem, SubmissionsAnswer } from '@collector/schema'
import { identifyBrowser } from '@collector/user-agent'
import { type KnownBrowser, knownBrowsers, sectionOf } from '@collector/user-agent/known-browsers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rollUpQueue } from '../src/rollups/roll-up-queue.ts'
import type { Storage } from '../src/storage/storage.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'

const words = ({ name, version }: { name?: string | null; version?: string | null | undefined } = {}) =>
  [name, version].filter(Boolean).join(' ')

const titleOf = (known: KnownBrowser) => String(knownBrowsers.indexOf(known))

const shown: Record<'browser' | 'os' | 'device', (item: SubmissionItem) => string | null> = {
  browser: ({ browser }) => browser.name,
  os: ({ os }) => os.name,
  device: ({ device }) => device,
}

function titles(items: SubmissionItem[]): string[] {
  return items.map(({ page }) => page?.title ?? '').toSorted()
}

const deviceFilters: { query: string; matches(device: string | null): boolean }[] = [
  { query: '', matches: () => true },
  { query: 'device=tv', matches: (device) => device === 'tv' },
  { query: 'device=mobile,tablet', matches: (device) => device === 'mobile' || device === 'tablet' },
  { query: 'device=!bot', matches: (device) => device !== 'bot' },
  { query: 'device=!bot,mobile', matches: (device) => device !== 'bot' && device !== 'mobile' },
]

describe.each(engines)('browsers, systems and devices, on $name', (engine) => {
  let storage: Storage
  let app: Awaited<ReturnType<typeof buildTestApp>>
  let items: SubmissionItem[]

  beforeAll(async () => {
    ;({ storage } = await engine.open())
    app = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '0' })
    for (const known of knownBrowsers) {
      const payload = { browser: sectionOf(known), page: { title: titleOf(known) } }
      expect((await app.inject({ method: 'POST', url: '/collect', payload })).statusCode).toBe(200)
    }
    ;({ items } = await get<SubmissionsAnswer>('/api/submissions?limit=200'))
  }, 120_000)
  afterAll(async () => {
    await app?.close()
    await storage?.close()
  })

  async function get<Answer>(url: string): Promise<Answer> {
    const answer = await app.inject({ url, headers: { authorization: `Bearer ${testToken}` } })
    expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).toBe(200)
    return answer.json() as Answer
  }

  const found = async (query: Record<string, string>) => {
    const { items } = await get<SubmissionsAnswer>(
      `/api/submissions?${new URLSearchParams({ limit: '200', ...query })}`,
    )
    return items.map(({ page }) => page?.title ?? '').toSorted()
  }

  test('the list names each browser as its report does', async () => {
    for (const known of knownBrowsers) {
      const item = items.find(({ page }) => page?.title === titleOf(known))
      expect([words(item?.browser), words(item?.os), item?.device ?? undefined]).toEqual(known.is)
      const { browser } = await get<SubmissionAnswer>(`/api/submissions/${item?.submissionId}`)
      const identity = identifyBrowser(browser)
      expect([words(identity.browser), words(identity.os), identity.device]).toEqual(known.is)
    }
  })

  test('filters find browsers by the names in the list', async () => {
    for (const [filter, nameOf] of Object.entries(shown)) {
      for (const [value, same] of Map.groupBy(items, nameOf)) {
        if (value !== null) expect(await found({ [filter]: value }), `${filter}=${value}`).toEqual(titles(same))
      }
    }
  })

  test.each(deviceFilters)('the list with $query', async ({ query, matches }) => {
    const matching = items.filter(({ device }) => matches(device))
    expect(matching.length).toBeGreaterThan(0)
    expect(await found(Object.fromEntries(new URLSearchParams(query)))).toEqual(titles(matching))
  })

  test.each(['before they are rolled up', 'after'])(
    'the overview counts browsers by the names in the list, %s',
    async (moment) => {
      if (moment === 'after') await rollUpQueue(storage.db)
      for (const { query, matches } of deviceFilters) {
        const matching = items.filter(({ device }) => matches(device))
        const overview = await get<OverviewAnswer>(`/api/overview?${query}`)
        expect(overview.counts.pageViews.current).toBe(matching.length)
        const tops = { browser: overview.browsers, os: overview.os, device: overview.devices }
        for (const [dimension, nameOf] of Object.entries(shown)) {
          const counts = Map.groupBy(matching, nameOf)
          const top = tops[dimension as keyof typeof tops]
          expect(top.length).toBe(Math.min(counts.size, 10))
          for (const { value, pageViews } of top) {
            expect(pageViews.current, `${dimension} ${value}`).toBe(counts.get(value)?.length)
          }
        }
      }
    },
  )
})
