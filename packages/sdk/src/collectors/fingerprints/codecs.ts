const list = (prefix: string, codecs: string) =>
  codecs.split(' ').map((codec) => prefix + codec.replace(/,(.+)/, '; codecs="$1"'))

const audioTypes = list(
  'audio/',
  'mpeg aac flac mp4,mp4a.40.2 mp4,ac-3 mp4,ec-3 mp4,flac mp4,alac ogg,vorbis ogg,opus webm,opus wav,1 x-m4a',
)
const videoTypes = list(
  'video/',
  'mp4,avc1.42E01E mp4,avc1.640028 mp4,hvc1.1.6.L93.B0 mp4,av01.0.05M.08 mp4,vp09.00.10.08 mp4,dvh1.05.01 webm,vp8 webm,vp9 webm,av01.0.05M.08 ogg,theora x-matroska,avc1 quicktime 3gpp mp2t',
)

/** "probably", "maybe" or "" for each audio type. */
export function audioCodecs(): Record<string, string> {
  return playable('audio', audioTypes)
}

/** "probably", "maybe" or "" for each video type. */
export function videoCodecs(): Record<string, string> {
  return playable('video', videoTypes)
}

/** Types that a script can feed to a player. Safari on iPhones has its own kind of media source. */
export function mediaSource(): string[] | undefined {
  const source = window.MediaSource ?? (window as { ManagedMediaSource?: typeof MediaSource }).ManagedMediaSource
  return source && [...audioTypes, ...videoTypes].filter((type) => source.isTypeSupported(type))
}

/** Types that can be recorded. */
export function mediaRecorder(): string[] | undefined {
  const recorder = window.MediaRecorder
  return recorder && [...audioTypes, ...videoTypes].filter((type) => recorder.isTypeSupported(type))
}

function playable(kind: 'audio' | 'video', types: string[]): Record<string, string> {
  const player = document.createElement(kind)
  return Object.fromEntries(types.map((type) => [type, player.canPlayType(type)]))
}
