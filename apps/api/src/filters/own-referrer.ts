import { sql } from 'kysely'

/** The host of a page in the notation of referrer hosts: without www. and without a final dot. */
const hostWithoutWww = sql`regexp_replace(f.host, '^www\\.|\\.(?=:|$)', '', 'g')`

/** SQL that is true for a row f that came from another page of its own host. */
export const isOwnReferrer = sql<boolean>`coalesce(f.referrer_host = ${hostWithoutWww}, false)`
