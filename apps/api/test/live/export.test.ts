import { describe, expect, test } from 'vitest'
import { bearer, get, post, startApps } from '../support/apps.ts'
import { engines } from '../support/databases.ts'

describe.each(engines)('$name', (engine) => {
  const apps = startApps(engine)
  const app = () => apps.app

  test('an export has one line per row, equal to the row', async () => {
    const { app } = apps
    const texts = Array.from({ length: 230 }, (_, n) => ({
      page: { url: `https://export.example/${n}`, title: n % 2 ? '=cmd("a,b")' : 'line\nbreak' },
      browser: { n, text: 'a\r\nb \u2028 "é"' },
    }))
    for (const text of texts) await post(app, text)
    const ndjson = await app.inject({ url: '/api/export?host=export.example', headers: bearer })
    expect(ndjson.headers['content-type']).toContain('ndjson')
    const lines = ndjson.body.trimEnd().split('\n')
    expect(lines).toHaveLength(230)
    for (const line of [lines[0], lines[117], lines[229]]) {
      const row = JSON.parse(line as string)
      expect(row).toEqual(await get(app, `/api/submissions/${row.submissionId}`))
    }
    expect(lines.map((line) => JSON.parse(line).browser.n)).toEqual(texts.map((_, n) => 229 - n))

    const csv = await app.inject({ url: '/api/export?format=csv&host=export.example', headers: bearer })
    const rows = csv.body.trimEnd().split('\r\n')
    expect(rows).toHaveLength(231)
    expect(rows[0]).toMatch(/^\uFEFFid,submissionId,receivedAt/)
    expect(rows[1]).toContain(`"'=cmd(""a,b"")"`)
  })

  test.each(['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '＝1+1', '＋1', '－1', '＠SUM(1)', '﹦1', '﹣1', '⁼1'])(
    'a spreadsheet takes the title "%s" for text',
    async (title) => {
      const host = `formula-${title.codePointAt(0)}.example`
      await post(app(), { page: { url: `https://${host}/`, title } })
      const { rawPayload } = await app().inject({ url: `/api/export?format=csv&host=${host}`, headers: bearer })
      expect([...rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
      expect(rawPayload.toString()).toContain(`,"'${title}",`)
    },
  )

  test('an export refuses NUL in a search text', async () => {
    expect((await apps.app.inject({ url: '/api/export?q=%00', headers: bearer })).statusCode).toBe(400)
  })
})
