import type { DeployAnswer, NewDeploy } from '@collector/schema'
import { readTime } from '../filters/read-time.ts'
import { identityKey, maxReleaseLength } from '../identity/identity-key.ts'
import type { Database } from '../storage/database.ts'
import { upsertDeploy } from '../storage/queries/releases.ts'

/** @throws RefusedError for a time that does not exist */
export async function recordDeploy(
  db: Database,
  { release, environment = '', at, url }: NewDeploy,
): Promise<DeployAnswer> {
  const stored = await upsertDeploy(db, {
    release: identityKey(release, maxReleaseLength),
    environment: identityKey(environment, maxReleaseLength),
    deployedAt: readTime('at', at) ?? new Date(),
    url: url ?? null,
  })
  return {
    release: stored.release,
    environment: stored.environment || null,
    at: stored.deployedAt.toISOString(),
    url: stored.url,
  }
}
