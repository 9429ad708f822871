import { shareMade } from '@collector/testing/made-once'
import { hasPgbouncer } from '@collector/testing/pgbouncer'
import { defineConfig } from 'vitest/config'

if (!hasPgbouncer) console.warn('skipped: the storage suite through PgBouncer, which is not installed')

const citusUrl = process.env['CITUS_URL']
if (!citusUrl) console.warn('skipped: the storage suite on a Citus cluster, because CITUS_URL is not set')

/** Tests about the database run again through PgBouncer in transaction mode, with questions to a streaming replica, and on a cluster. */
const storageSuite = ['test/{storage,store-together,questions}.test.ts', 'test/live/*.test.ts']
const throughPgbouncer = {
  extends: true as const,
  test: { name: 'pgbouncer', include: storageSuite, globalSetup: 'test/support/pgbouncer-server.ts' },
}
/** Only what reads: the replica takes no part in storing. */
const withReplica = {
  extends: true as const,
  test: {
    name: 'replica',
    include: ['test/questions.test.ts', 'test/live/*.test.ts'],
    globalSetup: 'test/support/replica-servers.ts',
  },
}
const onCluster = {
  extends: true as const,
  test: {
    name: 'cluster',
    include: [...storageSuite, 'test/cluster.test.ts'],
    globalSetup: 'test/support/citus-cluster.ts',
  },
}

shareMade()

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // by default one processor is left idle, while tests mostly wait for a database
    maxWorkers: '100%',
    // nothing here measures speed, and a busy machine is slow
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'api',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/cluster.test.ts'],
          globalSetup: 'test/support/postgres-server.ts',
          setupFiles: 'test/support/check-joins.ts',
        },
      },
      withReplica,
      ...(hasPgbouncer ? [throughPgbouncer] : []),
      ...(citusUrl ? [onCluster] : []),
    ],
  },
})
