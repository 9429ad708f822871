import type { SubmissionItem } from '@collector/schema'
import { describe, expect, test } from 'vitest'
import { rollUpQueue } from '../../src/rollups/roll-up-queue.ts'
import { bearer, get, post, startApps } from '../support/apps.ts'
import { engines } from '../support/databases.ts'

describe.each(engines)('$name', (engine) => {
  const apps = startApps(engine)

  test('paging finds every row once while 200 arrive', async () => {
    const { app } = apps
    const before = await Promise.all(
      Array.from({ length: 150 }, () => post(app, { page: { url: 'https://paging.example/' } })),
    )
    const arriving = Promise.all(
      Array.from({ length: 200 }, () => post(app, { page: { url: 'https://paging.example/' } })),
    )
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page = (await get(
        app,
        `/api/submissions?limit=10&host=paging.example${cursor ? `&cursor=${cursor}` : ''}`,
      )) as { items: SubmissionItem[]; nextCursor: string | null }
      seen.push(...page.items.map((item) => item.submissionId))
      cursor = page.nextCursor
    } while (cursor)
    await arriving
    expect(new Set(seen).size).toBe(seen.length)
    expect(before.filter((id) => !seen.includes(id))).toEqual([])
  })

  test('a hostile row breaks no answer', async () => {
    const { app, storage } = apps
    const text = '<script>alert(1)</script>\u0000\ud800😀'
    const id = await post(app, {
      page: { url: `https://hostile.example/${text}`, title: text, visitorId: text, pageViewId: text, referrer: text },
      browser: { userAgent: '😀'.repeat(500) + text },
      fingerprints: { hash: text, components: { [text]: { value: text, durationMs: 1 }, __: { value: text } } },
      errors: [
        { message: text, name: text, source: text, stack: 'at x (y)\n'.repeat(60_000), type: text },
        text,
        { message: { text }, count: 1e12 },
      ],
      [text]: text,
    })
    for (const moment of ['before', 'after']) {
      if (moment === 'after') await rollUpQueue(storage.db)
      for (const url of [
        '/api/overview',
        '/api/submissions?host=hostile.example',
        '/api/submissions?q=alert(1)',
        '/api/metrics/lcp?breakdown=path',
        '/api/metrics/cls?host=hostile.example&breakdown=browser',
        `/api/submissions/${id}`,
        `/api/fingerprints/${encodeURIComponent(text.toWellFormed())}`,
      ]) {
        await get(app, url)
      }
      const { items } = await get(app, '/api/errors?host=hostile.example')
      expect(items).toHaveLength(2)
      expect(items[0].message).toBe(text.replace('\u0000', '\uFFFD').toWellFormed())
      const { occurrences } = await get(app, `/api/errors/${items[0].groupKey}?host=hostile.example`)
      expect(occurrences.map(({ submission }: { submission: SubmissionItem }) => submission.submissionId)).toContain(id)
    }
    const exported = await app.inject({ url: '/api/export?host=hostile.example', headers: bearer })
    expect(JSON.parse(exported.body).page.title).toBe(text)
  })
})
