import pg from 'pg'
import { afterAll, expect, inject } from 'vitest'
import { PreparingClient } from '../../src/storage/engines/preparing-client.ts'
import { allAtOnce } from '../../src/storage/prepared-statements.ts'
import { shardedTables } from '../../src/storage/tables/sharded-tables.ts'
import { type PlanNode, unsharedJoins } from './unshared-joins.ts'

/** Texts of the statements that the tests of a file sent and that name several tables that grow. */
const texts = new Set<string>()
const names = new RegExp(`\\b(${shardedTables.join('|')})\\b`, 'g')
const isPartOf = new RegExp(`^(${shardedTables.join('|')})(_\\d{4}_\\d{2}|_\\d|_default)?$`)

const { query } = PreparingClient.prototype
// biome-ignore lint/suspicious/noExplicitAny: the driver overloads it
PreparingClient.prototype.query = function (this: PreparingClient, text: any, ...rest: any[]) {
  const sent = text === allAtOnce ? rest[0].map(({ sql }: { sql: string }) => sql) : [text?.text ?? text]
  for (const each of sent) {
    if (/^\s*(select|with|insert|update|delete)\b/.test(each) && (each.match(names)?.length ?? 0) > 1) texts.add(each)
  }
  return query.call(this, text, ...rest)
}

/**
 * Files whose statements are the same in each run. Others combine filters at random: the planner then joins two tables that are
 * both compared with a third, and tells no more which columns.
 */
const isChecked = /\/(questions|storage|store-together)\.test\.ts$|\/live\//.test(expect.getState().testPath ?? '')

/** On a cluster such a statement copies a whole table between the nodes, or fails. */
afterAll(async () => {
  if (texts.size === 0 || !isChecked) return
  const url = new URL(inject('postgresUrl'))
  const name = `joins_${process.pid}`
  const maintenance = new pg.Client(url.href)
  await maintenance.connect()
  await maintenance.query(`create database ${name} template ${inject('templateDatabase')}`)
  url.pathname = `/${name}`
  const client = new pg.Client(url.href)
  await client.connect()
  try {
    const wrong = []
    for (const text of texts) {
      const plan = await explain(client, text)
      const joins = plan ? unsharedJoins(plan, (table) => isPartOf.test(table)) : []
      if (joins.length > 0) wrong.push({ joins, text })
    }
    expect(wrong, 'statements that join without comparing shards').toEqual([])
  } finally {
    await client.end()
    await maintenance.query(`drop database ${name}`)
    await maintenance.end()
  }
})

async function explain(client: pg.Client, text: string): Promise<PlanNode | undefined> {
  const { rows } = await client.query(`explain (generic_plan, verbose, format json) ${text}`)
  return rows[0]['QUERY PLAN'][0].Plan
}
