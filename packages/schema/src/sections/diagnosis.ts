import { type Static, Type } from 'typebox'

/** `unknown` if the browser does not say. */
const checkState = Type.Enum(['good', 'fair', 'poor', 'unknown'])

/** Results of the page `/` of Collector about the browser that shows it. Other pages do not send it. */
export const diagnosisSection = Type.Object({
  checks: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Object({ state: checkState, detail: Type.Optional(Type.String({ description: 'For people' })) }),
      { description: 'By their names' },
    ),
  ),
  inconsistencies: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.String(),
        evidence: Type.Record(Type.String(), Type.String(), {
          description: 'The answers that differ, by who gave them; for functions: what is wrong with each',
        }),
      }),
      { description: 'Answers of the browser that contradict each other; empty if none do, absent if not compared' },
    ),
  ),
  protections: Type.Optional(Type.Record(Type.String(), Type.Enum(['on', 'off', 'unknown']))),
})

export type CheckResult = NonNullable<DiagnosisSection['checks']>[string]
export type CheckState = CheckResult['state']
export type Inconsistency = NonNullable<DiagnosisSection['inconsistencies']>[number]
export type ProtectionState = NonNullable<DiagnosisSection['protections']>[string]
export type DiagnosisSection = Static<typeof diagnosisSection>
