import { type Static, Type } from 'typebox'

const nullableText = Type.Union([Type.String(), Type.Null()])
const nullableNumber = Type.Union([Type.Integer(), Type.Null()])

const place = {
  function: nullableText,
  file: nullableText,
  line: nullableNumber,
  column: nullableNumber,
}

/** One frame of a stack, mapped where there is a source map; then `reason` is null. Lines and columns begin with 1. */
export const frame = Type.Object({
  ...place,
  own: Type.Boolean({ description: "The page's own code: neither a package, nor another site's, nor an extension's" }),
  context: Type.Union(
    [
      Type.Object({ before: Type.Array(Type.String()), line: Type.String(), after: Type.Array(Type.String()) }),
      Type.Null(),
    ],
    { description: 'Five lines of the source before and after; null where the map has no text of it' },
  ),
  minified: Type.Object(place, { description: 'Position in the script, as the browser reported it' }),
  reason: Type.Union([Type.String(), Type.Null()], { description: 'Why it is not mapped' }),
})

export const frames = Type.Array(frame, {
  description: 'Frames of the stack, innermost first, at most 50; for an error without a stack one frame that says why',
})

/** The errors of one submission with their frames. */
export const submissionErrorsAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      ordinal: Type.Integer({ description: 'Index in the errors of the submission, from 0' }),
      type: Type.String(),
      name: nullableText,
      message: Type.String(),
      groupKey: Type.String(),
      frames,
    }),
  ),
})

export type Frame = Static<typeof frame>
export type SubmissionErrorsAnswer = Static<typeof submissionErrorsAnswer>
