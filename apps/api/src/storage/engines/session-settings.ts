/**
 * Settings that this code relies on. A database or a role may have other defaults, so they are sent with the start of
 * every connection. PgBouncer keeps these for each client, and refuses a start with any other.
 */
export const poolerSettings = { DateStyle: 'ISO', TimeZone: 'UTC', standard_conforming_strings: 'on' }

export const sessionSettings = {
  ...poolerSettings,
  array_nulls: 'on',
  bytea_output: 'hex',
  default_transaction_isolation: 'read committed',
  extra_float_digits: '1',
  IntervalStyle: 'postgres',
  lock_timeout: '0',
  // compilation takes longer than any query here
  jit: 'off',
  // random reads cost about as much as sequential ones in memory or on SSDs: with the default of 4 the planner scans
  // a week of rows instead of using an index
  random_page_cost: '1.1',
}
