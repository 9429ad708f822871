import { type Static, Type } from 'typebox'

/** Headers that a page can also ask its browser for. */
export const checkedHeaders = [
  'user-agent',
  'accept-language',
  'sec-ch-ua',
  'sec-ch-ua-mobile',
  'sec-ch-ua-platform',
  'sec-gpc',
  'dnt',
] as const

/** Facts about a browser that the page `/` cannot find out by itself. */
export const checkAnswer = Type.Object({
  now: Type.Integer({ description: 'Clock of the server, ms since 1970' }),
  headers: Type.Record(Type.String(), Type.String(), {
    description: `Headers of this request: ${checkedHeaders.join(', ')}`,
  }),
  browser: Type.Optional(
    Type.Object(
      {
        name: Type.String(),
        version: Type.String(),
        releasedAt: Type.String({ description: 'Date' }),
        newest: Type.String({ description: 'Newest version of the browser when this Collector was built' }),
      },
      { description: 'Absent if the browser or its version is unknown' },
    ),
  ),
  hosts: Type.Array(Type.String(), { description: 'URLs that browsers should reach: CHECK_HOSTS' }),
  frame: Type.Optional(Type.String({ description: 'URL of the frame on another site: CHECK_FRAME_URL' })),
})

export type CheckAnswer = Static<typeof checkAnswer>
