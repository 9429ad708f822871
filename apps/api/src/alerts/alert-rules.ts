import type { AlertRule, AlertRuleChange, Filters, NewAlertRule, RuleKind, RuleParams } from '@collector/schema'
import type { Selectable } from 'kysely'
import { parseFilter } from '../filters/read-filter.ts'
import { RefusedError } from '../http-errors.ts'
import type { Database } from '../storage/database.ts'
import type { AlertRulesTable } from '../storage/tables/alerts.ts'
import { completeParams } from './rules/index.ts'
import type { Rule } from './rules/rule.ts'

/** Reads all rules, oldest first. */
export async function readRules(db: Database): Promise<Rule[]> {
  const rows = await db.selectFrom('alertRules').selectAll().orderBy('id').execute()
  return rows.map(toRule)
}

/**
 * Creates a rule.
 *
 * @throws RefusedError for invalid filters, an invalid time, an unknown channel or a share above 1
 */
export async function createRule(db: Database, rule: NewAlertRule): Promise<AlertRule> {
  const { filters = {}, channelIds = [], mutedUntil = null } = rule
  await checkRule(db, { filters, channelIds, mutedUntil })
  checkParams(rule.kind, rule.params)
  const row = await db
    .insertInto('alertRules')
    .values({
      name: rule.name,
      kind: rule.kind,
      params: JSON.stringify(rule.params ?? {}),
      filters: JSON.stringify(filters),
      channelIds,
      isEnabled: rule.isEnabled ?? true,
      isInitial: false,
      activeSince: new Date(),
      mutedUntil: mutedUntil === null ? null : new Date(mutedUntil),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return ruleAnswer(toRule(row))
}

/**
 * Changes a rule; given params replace all params.
 *
 * @returns undefined where there is no such rule
 * @throws RefusedError for invalid filters, an invalid time, an unknown channel or a share above 1
 */
export async function changeRule(db: Database, id: number, change: AlertRuleChange): Promise<AlertRule | undefined> {
  await checkRule(db, change)
  const { params, filters, mutedUntil, ...rest } = change
  const before = await db.selectFrom('alertRules').select(['kind', 'isEnabled']).where('id', '=', id).executeTakeFirst()
  if (!before) return undefined
  checkParams(before.kind, params)
  const row = await db
    .updateTable('alertRules')
    .set({
      ...rest,
      // a changed rule is no longer enabled by the first channel
      isInitial: false,
      ...(params && { params: JSON.stringify(params) }),
      ...(filters && { filters: JSON.stringify(filters) }),
      ...(mutedUntil !== undefined && { mutedUntil: mutedUntil === null ? null : new Date(mutedUntil) }),
      ...(change.isEnabled && !before.isEnabled && { activeSince: new Date() }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row && ruleAnswer(toRule(row))
}

/** @returns whether there was such a rule */
export async function deleteRule(db: Database, id: number): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('alertRules').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

/** Returns a rule in the form of the API. */
export function ruleAnswer({ activeSince: _, mutedUntil, ...rule }: Rule): AlertRule {
  return { ...rule, mutedUntil: mutedUntil?.toISOString() ?? null }
}

async function checkRule(
  db: Database,
  { filters, channelIds = [], mutedUntil }: Pick<AlertRuleChange, 'filters' | 'channelIds' | 'mutedUntil'>,
): Promise<void> {
  if (filters) parseFilter(filters)
  if (mutedUntil && Number.isNaN(Date.parse(mutedUntil))) {
    throw new RefusedError(400, '/mutedUntil must be an ISO 8601 date and time')
  }
  if (channelIds.length === 0) return
  const known = await db.selectFrom('alertChannels').select('id').where('id', 'in', channelIds).execute()
  const unknown = channelIds.filter((id) => !known.some((channel) => channel.id === id))
  if (unknown.length > 0) throw new RefusedError(400, `/channelIds names no channel: ${unknown.join(', ')}`)
}

function checkParams(kind: RuleKind, params: RuleParams = {}): void {
  const { measure, threshold } = completeParams(kind, params)
  if (kind === 'errorRate' && measure === 'share' && threshold > 1) {
    throw new RefusedError(400, '/params/threshold must be <= 1 for a share')
  }
}

function toRule(row: Selectable<AlertRulesTable>): Rule {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    params: completeParams(row.kind, JSON.parse(row.params) as RuleParams),
    filters: JSON.parse(row.filters) as Filters,
    channelIds: row.channelIds,
    isEnabled: row.isEnabled,
    activeSince: row.activeSince,
    mutedUntil: row.mutedUntil,
  }
}
