import { Type } from 'typebox'
import { uuid } from '../submission.ts'

export const rarityQuery = Type.Object(
  { submissionId: { ...uuid, description: 'Id of a submission that was received in the last hour' } },
  { additionalProperties: false },
)
