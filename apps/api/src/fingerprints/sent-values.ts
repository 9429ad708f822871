import { object } from '../ingest/clean.ts'
import { readSectionText } from '../ingest/read-section-text.ts'
import { anyOf } from '../storage/any-of.ts'
import type { Database } from '../storage/database.ts'

/** Characters of JSON up to which a value is answered whole. */
const maxValueLength = 500

/** Returns the value of a component as a submission sent it; null if it sent none. */
export type SentValue = (debugDataId: number, component: string) => unknown

/** Reads the fingerprints of some submissions: facts hold hashes of the values only. */
export async function sentValues(db: Database, debugDataIds: Iterable<number>): Promise<SentValue> {
  const ids = [...new Set(debugDataIds)]
  const rows = await db.selectFrom('debugData').select(['id', 'fingerprints']).where('id', '=', anyOf(ids)).execute()
  const sent = new Map(rows.map(({ id, fingerprints }) => [id, object(readSectionText(fingerprints ?? '{}'))]))
  return (debugDataId, component) => {
    const fingerprints = sent.get(debugDataId) ?? {}
    const { components } = fingerprints
    // the predecessor's clients send values without a wrapper
    const value = components === undefined ? fingerprints[component] : object(object(components)[component])['value']
    return shortened(value ?? null)
  }
}

function shortened(value: unknown): unknown {
  const text = JSON.stringify(value)
  return text.length <= maxValueLength ? value : `${text.slice(0, maxValueLength)}…`
}
