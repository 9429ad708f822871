import type { ComponentInfo } from './component-info.ts'

/** The machine and what is plugged into it. */
export const device = {
  hardwareConcurrency: {
    label: 'Processor threads',
    meaning: 'How many threads the processor runs at once; some browsers round it to hide the exact number.',
  },
  deviceMemory: {
    label: 'Memory',
    meaning: 'Memory of the device in GiB, rounded to a power of two and capped; secure pages in Chromium only.',
  },
  heapLimit: {
    label: 'Heap limit',
    meaning: 'The most memory a script of this page may use, bytes; depends on the memory and build of the browser.',
  },
  cpuArchitecture: {
    label: 'Processor architecture',
    meaning: 'Sign of a computed not-a-number: processors of Intel’s kind set it, ARM does not.',
  },
  touch: {
    label: 'Touch',
    meaning: 'How many fingers the screen feels and whether touch events exist: parts phones, tablets and desktops.',
  },
  mediaDevices: {
    label: 'Media devices',
    meaning:
      'How many cameras, microphones and speakers there are, without names; most browsers say at most one of each.',
  },
  keyboardLayout: {
    label: 'Keyboard layout',
    meaning: 'What some keys type in the current layout: tells country and habit; Chromium on secure pages only.',
  },
  voices: {
    label: 'Voices',
    meaning: 'Voices for reading aloud: their names come from the system, its languages and what was installed.',
  },
  audio: {
    label: 'Audio',
    meaning:
      'Sum of a tone computed in silence; rounding differs by engine and processor. "noised": the browser changed it.',
  },
  audioCodecs: {
    label: 'Audio codecs',
    meaning: 'Which audio formats can be played: depends on browser, build and system.',
  },
  videoCodecs: {
    label: 'Video codecs',
    meaning: 'Which video formats can be played: depends on browser, build, system and graphics hardware.',
  },
  mediaSource: {
    label: 'Streaming codecs',
    meaning: 'Which formats a script can feed to a player piece by piece; players choose quality by it.',
  },
  mediaRecorder: {
    label: 'Recording codecs',
    meaning: 'Which formats the browser can record camera and microphone in.',
  },
} as const satisfies Record<string, ComponentInfo>
