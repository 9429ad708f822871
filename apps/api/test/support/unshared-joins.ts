/** A node of a plan, as `explain (verbose, format json)` tells it. */
export interface PlanNode {
  'Node Type': string
  'Parent Relationship'?: string
  'Subplan Name'?: string
  'Relation Name'?: string
  Alias?: string
  'CTE Name'?: string
  'Group Key'?: string[]
  Output?: string[]
  Plans?: PlanNode[]
  [condition: string]: unknown
}

/** Rows of one table, or of a common table expression that keeps their shards. */
interface Source {
  alias: string
  /** True if it reads a single shard, which a parameter names. */
  isOfOne: boolean
}

const joins = ['Nested Loop', 'Hash Join', 'Merge Join']
const conditions = ['Hash Cond', 'Merge Cond', 'Join Filter', 'Index Cond', 'Recheck Cond', 'Filter', 'One-Time Filter']
const ofOneShard = /(?<!\w)shard = (\$\d+|'\d+'|\(\$\d+\)|[^ )]*::smallint)/
const comparison = /(\w+|"[^"]+")\.shard = (\w+|"[^"]+")\.shard\b/g

/**
 * Returns the pairs of tables that a plan joins without comparing their shards, by their aliases.
 *
 * @param isSharded whether a table, by the name of it or of a partition, has shards
 */
export function unsharedJoins(root: PlanNode, isSharded: (table: string) => boolean): string[] {
  const found = new Set<string>()
  const keepShards = new Set<string>()
  visit(root)
  return [...found]

  function visit(node: PlanNode): void {
    const plans = node.Plans ?? []
    for (const plan of plans) {
      visit(plan)
      const [, cte] = plan['Subplan Name']?.match(/^CTE (.*)/) ?? []
      if (cte !== undefined && sourcesOf(plan).length > 0 && plan.Output?.some(isShard)) keepShards.add(cte)
    }
    const sides = plans.filter(isInput)
    if (joins.includes(node['Node Type'])) check(sides[0] as PlanNode, sides[1] as PlanNode, conditionsOf(node))
    for (const plan of plans.filter(isSubplan)) {
      const isComparedWith = new RegExp(`\\.shard = \\((hashed )?${plan['Subplan Name']}\\)`)
      if (conditionsOf(node).some((text) => isComparedWith.test(text))) continue
      check({ ...node, Plans: sides }, plan, [])
    }
  }

  function check(one: PlanNode, other: PlanNode, own: string[]): void {
    const [left, right] = [sourcesOf(one), sourcesOf(other)]
    if (left.length === 0 || right.length === 0) return
    if ([...left, ...right].every(({ isOfOne }) => isOfOne)) return
    const isOf = (sources: Source[], alias: string | undefined) => sources.some((each) => each.alias === alias)
    const compared = [...own, ...allConditions(other)].flatMap((text) => [...text.matchAll(comparison)])
    const areCompared = compared.some(([, a = '', b = '']) => {
      const [first, second] = [a, b].map((alias) => parentOf(alias.replaceAll('"', '')))
      return (isOf(left, first) && isOf(right, second)) || (isOf(left, second) && isOf(right, first))
    })
    if (!areCompared) found.add([left, right].map((side) => side.map(({ alias }) => alias).join('+')).join(' × '))
  }

  function sourcesOf(node: PlanNode): Source[] {
    const table = node['Relation Name']
    const isSource = table ? isSharded(table) : keepShards.has(node['CTE Name'] ?? '')
    if (isSource && node['Node Type'] !== 'ModifyTable') {
      return [{ alias: parentOf(node.Alias ?? ''), isOfOne: conditionsOf(node).some((text) => ofOneShard.test(text)) }]
    }
    // sums over all shards
    if (node['Node Type'] === 'Aggregate' && !node['Group Key']?.some(isShard)) return []
    const sources = (node.Plans ?? []).filter(isInput).flatMap(sourcesOf)
    const outer = parentOf(node.Alias ?? '')
    return node['Node Type'] === 'Subquery Scan'
      ? [...sources, ...sources.slice(0, 1).map((one) => ({ ...one, alias: outer }))]
      : sources
  }
}

function isShard(column: string): boolean {
  return /(^|\.)shard$/.test(column)
}

/** Its rows go into the parent's. */
function isInput(plan: PlanNode): boolean {
  return !['InitPlan', 'SubPlan'].includes(plan['Parent Relationship'] ?? '')
}

/** The conditions of its parent ask it for each row. */
function isSubplan(plan: PlanNode): boolean {
  return plan['Parent Relationship'] === 'SubPlan' && !plan['Subplan Name']?.startsWith('CTE ')
}

/** Partitions are told by the alias of their table and a number. */
function parentOf(alias: string): string {
  return alias.replace(/_\d+$/, '')
}

function conditionsOf(node: PlanNode): string[] {
  return conditions.flatMap((name) => (node[name] === undefined ? [] : String(node[name])))
}

function allConditions(node: PlanNode): string[] {
  return [...conditionsOf(node), ...(node.Plans ?? []).flatMap(allConditions)]
}
