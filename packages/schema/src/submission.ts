import { type Static, Type } from 'typebox'
import { appSection } from './sections/app.ts'
import { browserSection } from './sections/browser.ts'
import { diagnosisSection } from './sections/diagnosis.ts'
import { errorsSection } from './sections/errors.ts'
import { fingerprintsSection } from './sections/fingerprints.ts'
import { pageSection } from './sections/page.ts'
import { performanceSection } from './sections/performance.ts'
import { tagsSection } from './sections/tags.ts'
import { userSection } from './sections/user.ts'

export const uuidPattern = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$'

/** A UUID in either case. */
export const uuid = Type.String({ pattern: uuidPattern })

export const isoTimestampPattern =
  '^([+-]\\d{2})?\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}([.,]\\d+)?)?(Z|[+-]\\d{2}(:?\\d{2})?)?)?$'

/** An ISO 8601 date, or date and time, with or without a zone. */
export const isoTimestamp = Type.String({ pattern: isoTimestampPattern })

/** The body of one submission, as the SDK sends it. */
export const submission = Type.Object(
  {
    submissionId: Type.Optional(uuid),
    timestamp: Type.Optional(isoTimestamp),
    page: Type.Optional(pageSection),
    app: Type.Optional(appSection),
    user: Type.Optional(userSection),
    tags: Type.Optional(tagsSection),
    browser: Type.Optional(browserSection),
    performance: Type.Optional(performanceSection),
    fingerprints: Type.Optional(fingerprintsSection),
    errors: Type.Optional(errorsSection),
    diagnosis: Type.Optional(diagnosisSection),
    truncated: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'Members that were cut to fit, with their original size',
      }),
    ),
  },
  { additionalProperties: true },
)

const anyObject = (description: string) => Type.Object({}, { additionalProperties: true, description })

/**
 * The schema that POST /collect validates: strict at the top, lenient inside a section, where a field of an
 * unexpected kind is stored as it came and left out of the facts.
 */
export const submissionBody = Type.Object(
  {
    submissionId: Type.Optional(uuid),
    timestamp: Type.Optional(isoTimestamp),
    page: Type.Optional(anyObject('The viewed page')),
    app: Type.Optional(anyObject('The build of the site that was running, and where it was deployed')),
    user: Type.Optional(anyObject('The user as the site knows them')),
    tags: Type.Optional(anyObject('Attributes that the site filters by: text by name')),
    browser: Type.Optional(anyObject('Properties of the browser')),
    performance: Type.Optional(anyObject('Measurements of the page’s performance')),
    fingerprints: Type.Optional(anyObject('Values that distinguish this browser')),
    errors: Type.Optional(Type.Array(Type.Unknown(), { description: 'Errors, latest last' })),
  },
  { additionalProperties: true },
)

export type Submission = Static<typeof submission>
export type SubmissionBody = Static<typeof submissionBody>

/** The sections, each stored in a column of its own. */
export const sectionNames = ['browser', 'performance', 'fingerprints', 'errors'] as const
export type SectionName = (typeof sectionNames)[number]

/** The small sections, which are stored with the unknown members in one column. */
export const contextNames = ['app', 'user', 'tags'] as const
export type ContextName = (typeof contextNames)[number]
