import type { ComponentInfo } from '../components/component-info.ts'

/** Answers of a browser that should agree. One that does not tells of a changed setting, an extension or a program, not of a person. */
export const inconsistencies = {
  workerUserAgent: {
    label: 'User agent, page and worker',
    meaning: 'The page names another browser than its worker: something replaced the user agent in one of them.',
  },
  workerPlatform: {
    label: 'Platform, page and worker',
    meaning: 'The page names another system than its worker.',
  },
  workerLanguages: {
    label: 'Languages, page and worker',
    meaning: 'The page and its worker prefer different languages.',
  },
  workerCores: {
    label: 'Processors, page and worker',
    meaning: 'The page and its worker count different numbers of processors.',
  },
  workerMemory: {
    label: 'Memory, page and worker',
    meaning: 'The page and its worker report different amounts of memory.',
  },
  workerTimezone: {
    label: 'Time zone, page and worker',
    meaning: 'The page and its worker are in different time zones.',
  },
  workerGraphics: {
    label: 'Graphics, page and worker',
    meaning: 'The page and its worker name different graphics cards.',
  },
  headerUserAgent: {
    label: 'User agent, page and request',
    meaning:
      'The browser sends another user agent than it tells the page: an extension or a proxy changed one of them.',
  },
  headerLanguage: {
    label: 'Language, page and request',
    meaning: 'The browser asks servers for another language than it tells the page.',
  },
  headerBrands: {
    label: 'Client hints, page and request',
    meaning: 'The browser sends other brands or versions than it tells the page.',
  },
  headerPlatform: {
    label: 'Platform hint, page and request',
    meaning: 'The browser sends another system than it tells the page.',
  },
  headerMobile: {
    label: 'Mobile hint, page and request',
    meaning: 'The browser tells servers or the page that it is a mobile one, but not both.',
  },
  headerGpc: {
    label: 'Global Privacy Control, page and request',
    meaning:
      'The request not to be sold is told to servers or to the page, but not to both: one of them may not respect it.',
  },
  headerDnt: {
    label: 'Do Not Track, page and request',
    meaning: 'The request not to be tracked is told to servers or to the page, but not to both.',
  },
  timezoneOffset: {
    label: 'Time zone and clock',
    meaning: 'The difference to UTC is not the one of the named time zone.',
  },
  screenSize: {
    label: 'Screen, script and styles',
    meaning: 'Style sheets see a screen of another size than scripts.',
  },
  pixelRatio: {
    label: 'Pixel ratio, script and styles',
    meaning: 'Style sheets see another number of pixels than scripts.',
  },
  replacedFunctions: {
    label: 'Replaced functions',
    meaning: 'Functions of the browser that a script replaced, as privacy extensions and automation do.',
  },
} as const satisfies Record<string, ComponentInfo>

export type InconsistencyName = keyof typeof inconsistencies
