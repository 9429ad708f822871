import { formatCount } from '@collector/schema/catalogue'
import type { GroupCounts } from '../../statistics/count-error-groups.ts'
import type { Database } from '../../storage/database.ts'
import { errorGroupsByKey, type StoredErrorGroup } from '../../storage/queries/error-groups.ts'
import { countGroups } from './count-groups.ts'
import { type Evaluate, type Finding, type Rule, viewOf, windowOf } from './rule.ts'

const maxTitleLength = 120

/** Finds error groups first seen since the rule was created, while they occur and are open. */
export const findNewErrorGroups: Evaluate = async (db, rule, now) => ({
  findings: await findGroups(
    db,
    rule,
    now,
    [],
    'New error',
    ({ firstSeen, state }) => firstSeen >= rule.activeSince && state === 'open',
  ),
})

/** Finds resolved error groups that occurred again, until their status is changed. */
export const findRegressions: Evaluate = async (db, rule, now, open) => ({
  findings: await findGroups(db, rule, now, open, 'Regressed', ({ state }) => state === 'regressed'),
})

async function findGroups(
  db: Database,
  rule: Rule,
  now: Date,
  open: readonly string[],
  label: string,
  isFound: (group: StoredErrorGroup) => boolean,
): Promise<Finding[]> {
  const window = windowOf(rule, now)
  const counts = await countGroups(db, rule, window)
  const keys = new Set([...counts.keys(), ...open])
  const groups = await errorGroupsByKey(db, [...keys])
  return groups
    .filter((group) => group.noise === null && isFound(group))
    .map((group) => toFinding(group, counts.get(group.groupKey), { label, rule, window }))
}

function toFinding(
  { groupKey, name, message }: StoredErrorGroup,
  counted: GroupCounts | undefined,
  { label, rule, window }: { label: string; rule: Rule; window: Finding['window'] },
): Finding {
  const { count = 0, pageViews = 0 } = counted ?? {}
  const what = name && !message.startsWith(name) ? `${name}: ${message}` : message
  return {
    subject: groupKey,
    value: count,
    title: `${label}: ${what}`.replaceAll(/\s+/g, ' ').slice(0, maxTitleLength),
    text: `${what}\n${formatCount(count, 'occurrence')} in ${formatCount(pageViews, 'page view')} so far.`,
    path: viewOf(`/errors/${groupKey}`, rule, window),
    window,
  }
}
