import type { ComponentInfo } from './component-info.ts'

/** How the browser draws, and with which hardware. */
export const drawing = {
  canvas: {
    label: 'Canvas text',
    meaning:
      'Hash of the pixels of text drawn off screen: depends on fonts and smoothing. "noised": the browser changed them.',
  },
  canvasGeometry: {
    label: 'Canvas shapes',
    meaning: 'Hash of the pixels of blended shapes drawn off screen: depends on graphics hardware and driver.',
  },
  canvasWinding: { label: 'Canvas winding', meaning: 'Whether the canvas knows the even-odd rule for nested shapes.' },
  webgl: {
    label: 'WebGL',
    meaning: 'The graphics hardware and driver as the browser names them: among the most identifying values.',
  },
  webglParameters: {
    label: 'WebGL limits',
    meaning: 'Largest sizes and counts the graphics hardware allows, which differ from driver to driver.',
  },
  webglPrecision: {
    label: 'WebGL precision',
    meaning: 'Range and precision of numbers in shaders: phones and desktops differ.',
  },
  webglExtensions: {
    label: 'WebGL extensions',
    meaning: 'Optional features of the newest WebGL: depends on graphics hardware, driver and browser version.',
  },
  webgl2Parameters: {
    label: 'WebGL 2 limits',
    meaning: 'Largest sizes and counts that the second version of WebGL added.',
  },
  webgpu: {
    label: 'WebGPU',
    meaning: 'Vendor, architecture, features and limits of the graphics adapter, where the browser has WebGPU.',
  },
  fonts: {
    label: 'Fonts',
    meaning: 'Which of the tested fonts are available: depends on system, language packs and installed programs.',
  },
  fontPreferences: {
    label: 'Font preferences',
    meaning: 'Widths of one text in the browser’s default fonts, which its settings and the system choose.',
  },
  systemFonts: { label: 'System fonts', meaning: 'The fonts the system uses for captions, icons, menus and messages.' },
  systemColors: {
    label: 'System colours',
    meaning: 'Colours of buttons, selections and accents, which a system theme changes.',
  },
  emoji: {
    label: 'Emoji',
    meaning: 'Sizes of emoji from several years: reveals the emoji font and its age.',
  },
  textMetrics: {
    label: 'Text metrics',
    meaning: 'Measures of one line of text, to fractions of a pixel: depends on font and text engine.',
  },
  domRects: {
    label: 'Element boxes',
    meaning:
      'Position of rotated and scaled elements, to fractions of a pixel: depends on engine, zoom and pixel ratio.',
  },
  svgRects: { label: 'SVG boxes', meaning: 'Measures of text and curves in SVG, which has its own text layout.' },
} as const satisfies Record<string, ComponentInfo>
