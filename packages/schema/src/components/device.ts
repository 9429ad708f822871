import type { ComponentInfo } from './component-info.ts'

/** The device and its peripherals. */
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
    meaning:
      'The most memory that a script of this page may use, in bytes; depends on the memory and build of the browser.',
  },
  cpuArchitecture: {
    label: 'Processor architecture',
    meaning: 'Sign of a computed not-a-number: x86 processors set it, ARM does not.',
  },
  touch: {
    label: 'Touch',
    meaning:
      'Number of simultaneous touches and whether touch events exist: distinguishes phones, tablets and desktops.',
  },
  mediaDevices: {
    label: 'Media devices',
    meaning: 'Number of cameras, microphones and speakers, without names; most browsers report at most one of each.',
  },
  keyboardLayout: {
    label: 'Keyboard layout',
    meaning: 'Characters that some keys type: reveals country and habit; Chromium on secure pages only.',
  },
  voices: {
    label: 'Voices',
    meaning: 'Voices for speech: their names depend on the system, its languages and installed voices.',
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
    meaning: 'Which formats a script can stream to a player; players choose the quality by it.',
  },
  mediaRecorder: {
    label: 'Recording codecs',
    meaning: 'Which formats the browser can record camera and microphone in.',
  },
} as const satisfies Record<string, ComponentInfo>
