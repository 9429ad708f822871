/**
 * What the code here relies on. A database or a role may have other defaults, so these are sent with the start of every
 * connection. PgBouncer keeps these for each client, and refuses a start with any other.
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
  // compiling a question takes longer than any that is asked here
  jit: 'off',
  // a page read at random costs about as much as the next one, from memory or a disk without moving parts: with the default
  // of 4 a week of rows is read where some are looked up
  random_page_cost: '1.1',
}
