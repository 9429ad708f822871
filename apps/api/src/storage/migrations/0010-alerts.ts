import { type Kysely, sql } from 'kysely'

/** Creates the tables of alerts. They are small: what grows with the submissions is not in them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table alert_channels (
    id integer generated always as identity primary key,
    name text not null,
    kind text not null,
    config text not null,
    last_error text,
    last_sent_at timestamptz(3)
  )`.execute(db)
  await sql`create table alert_rules (
    id integer generated always as identity primary key,
    name text not null,
    kind text not null,
    params text not null,
    filters text not null,
    channel_ids integer[] not null,
    is_enabled boolean not null,
    is_initial boolean not null,
    active_since timestamptz(3) not null,
    muted_until timestamptz(3)
  )`.execute(db)
  await sql`create table alert_events (
    id integer generated always as identity primary key,
    rule_id integer not null references alert_rules on delete cascade,
    subject text collate "C" not null,
    opened_at timestamptz(3) not null,
    closed_at timestamptz(3),
    window_from timestamptz(3) not null,
    window_to timestamptz(3) not null,
    title text not null,
    text text not null,
    path text not null,
    value double precision,
    threshold double precision
  )`.execute(db)
  // of processes that find the same at once, one opens it
  await sql`create unique index alert_events_open on alert_events (rule_id, subject) where closed_at is null`.execute(
    db,
  )
  await sql`create index alert_events_rule on alert_events (rule_id, subject, opened_at)`.execute(db)
  await sql`create table alert_deliveries (
    event_id integer not null references alert_events on delete cascade,
    channel_id integer not null references alert_channels on delete cascade,
    event text not null,
    state text not null,
    attempts integer not null default 0,
    due_at timestamptz(3) not null,
    sent_at timestamptz(3),
    error text,
    primary key (event_id, channel_id, event)
  )`.execute(db)
  await sql`create index alert_deliveries_due on alert_deliveries (channel_id, due_at)
    where state in ('pending', 'sending')`.execute(db)
  await sql`create index alert_deliveries_sent on alert_deliveries (channel_id, sent_at) where sent_at is not null`.execute(
    db,
  )
  for (const [kind, name, params, filters] of initialRules) {
    await sql`insert into alert_rules (name, kind, params, filters, channel_ids, is_enabled, is_initial, active_since)
      values (${name}, ${kind}, ${JSON.stringify(params)}, ${JSON.stringify(filters)}, '{}', false, true, now())`.execute(
      db,
    )
  }
  await sql`create table refusal_counts (
    at timestamptz(0) not null,
    reason text collate "C" not null,
    count bigint not null,
    primary key (at, reason)
  )`.execute(db)
}

const withoutBots = { device: '!bot' }

/** What somebody wants to hear of who has decided nothing yet. They are disabled until there is a channel. */
const initialRules: [kind: string, name: string, params: object, filters: object][] = [
  ['newErrorGroup', 'A new error', {}, withoutBots],
  ['regression', 'A resolved error came back', {}, withoutBots],
  ['errorRate', 'Many page views have errors', { measure: 'share', threshold: 0.1, consecutive: 2 }, withoutBots],
  ['vital', 'Pages load slowly', { metric: 'lcp' }, withoutBots],
  ['vital', 'Pages respond slowly', { metric: 'inp' }, withoutBots],
  ['noTraffic', 'Nothing arrives', {}, {}],
  ['refusals', 'Many submissions are refused', { threshold: 100 }, {}],
  ['crash', 'Tabs crash', { threshold: 1 }, {}],
]
