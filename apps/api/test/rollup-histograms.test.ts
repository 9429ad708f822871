import { type Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { migrate } from '../src/storage/migrate.ts'
import { Histogram, zeroBucket } from '../src/storage/tables/histogram.ts'
import { engines } from './support/databases.ts'
import { openBefore } from './support/open-before.ts'

const converting = '2026-12-06-rollup-histograms'
const rowsBefore = 1203

async function insertOld(
  db: Kysely<never>,
  value: string,
  { lcp, cls }: { lcp: [number, number][]; cls: [number, number][] },
) {
  const array = (entries: [number, number][], place: 0 | 1) => entries.map((entry) => entry[place])
  await sql`insert into rollups select '2026-11-20T10:00:00Z', 9007199254740991, 1, 2, 3, 0, 4, 0, 0, 'day', 'path', ${value}, '', '',
    ${array(lcp, 0)}::smallint[], ${array(lcp, 1)}::integer[], '{}', '{}',
    ${array(cls, 0)}::smallint[], ${array(cls, 1)}::integer[], '{}', '{}', '{}', '{}'`.execute(db)
}

describe.each(engines)('on $name', ({ name }) => {
  test('histograms of the version before are kept, whatever is in them', async () => {
    const storage = await openBefore(converting, name)
    try {
      const db = storage.db as unknown as Kysely<never>
      const odd = {
        lcp: [
          [3, 200],
          [-2, 1],
          [710, 70_000],
        ] as [number, number][],
        cls: [
          [0, -1],
          [-1000, 2_147_483_647],
        ] as [number, number][],
      }
      await insertOld(db, '/odd "quoted" ü\\', odd)
      await insertOld(db, '/nothing', { lcp: [], cls: [] })
      for (const n of [1, 2])
        await insertOld(db, `/full/${n}`, { lcp: Array.from({ length: 500 }, (_, b) => [b - 250, b + n]), cls: [] })
      await sql`insert into rollups select bucket_start, n, 0, 0, 0, 0, 0, 0, 0, level, dimension, n::text, '', '',
        '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}'
        from rollups, generate_series(1, ${rowsBefore - 4}::int) n where value = '/nothing'`.execute(db)

      await migrate(storage.db)

      const read = async (value: string) => {
        const { rows } = await sql<{ pageViews: string; at: Date; lcp: Buffer; cls: Buffer; inp: Buffer }>`
          select page_views::text, bucket_start as at, lcp_histogram as lcp, cls_histogram as cls, inp_histogram as inp
          from rollups where level = 'day' and dimension = 'path' and dimension2 = '' and value = ${value}`.execute(
          storage.db,
        )
        expect(rows).toHaveLength(1)
        const entries = (bytes: Buffer) => {
          const histogram = new Histogram()
          histogram.addStored(bytes)
          return [...histogram]
        }
        const [row] = rows
        if (!row) throw new Error(value)
        expect(row.pageViews).toBe('9007199254740991')
        expect(row.at).toEqual(new Date('2026-11-20T10:00:00Z'))
        return { lcp: entries(row.lcp), cls: entries(row.cls), inp: entries(row.inp) }
      }
      expect(await read('/odd "quoted" ü\\')).toEqual({
        lcp: odd.lcp.toSorted(([a], [b]) => a - b),
        cls: [
          [zeroBucket, 2_147_483_647],
          [0, -1],
        ],
        inp: [],
      })
      expect(await read('/nothing')).toEqual({ lcp: [], cls: [], inp: [] })
      expect((await read('/full/2')).lcp).toEqual(Array.from({ length: 500 }, (_, b) => [b - 250, b + 2]))
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from rollups`.execute(storage.db)
      expect(rows[0]?.n).toBe(rowsBefore)
    } finally {
      await storage.close()
    }
  }, 120_000)
})
