import type { ComponentInfo } from '../components/component-info.ts'

/** Answers of a browser that should agree. If they do not, a setting, an extension or a program changed one; it says nothing about the person. */
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
      'The user agent in requests differs from the one that scripts read: an extension or a proxy changed one of them.',
  },
  headerLanguage: {
    label: 'Language, page and request',
    meaning: 'The language in requests differs from the one that scripts read.',
  },
  headerBrands: {
    label: 'Client hints, page and request',
    meaning: 'The brands or versions in requests differ from those that scripts read.',
  },
  headerPlatform: {
    label: 'Platform hint, page and request',
    meaning: 'The system in requests differs from the one that scripts read.',
  },
  headerMobile: {
    label: 'Mobile hint, page and request',
    meaning: 'Only one of requests and scripts says that the browser is a mobile one.',
  },
  headerGpc: {
    label: 'Global Privacy Control, page and request',
    meaning: 'Only requests, or only scripts, see the signal not to sell personal data: a site may miss it.',
  },
  headerDnt: {
    label: 'Do Not Track, page and request',
    meaning: 'Only requests, or only scripts, see the signal not to track: a site may miss it.',
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
