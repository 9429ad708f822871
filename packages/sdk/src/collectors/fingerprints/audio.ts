const length = 5000
const sampleRate = 44100
const known = 0.5

/**
 * Renders a tone through a compressor, off line and silently, and sums the samples. It also renders a constant: if
 * that is changed, or if a second reading differs, the browser adds noise (Brave, private windows of Safari).
 */
export async function audio(): Promise<{ state: 'stable' | 'noised'; sum?: number } | undefined> {
  if (!window.OfflineAudioContext) return undefined
  const context = new OfflineAudioContext(2, length, sampleRate)
  const merger = context.createChannelMerger(2)
  merger.connect(context.destination)

  const compressor = new DynamicsCompressorNode(context, {
    threshold: -50,
    knee: 40,
    ratio: 12,
    attack: 0,
    release: 0.25,
  })
  const tone = new OscillatorNode(context, { type: 'triangle', frequency: 10000 })
  tone.connect(compressor).connect(merger, 0, 0)
  const constant = new ConstantSourceNode(context, { offset: known })
  constant.connect(merger, 0, 1)
  tone.start()
  constant.start()

  const buffer = await context.startRendering()
  const samples = buffer.getChannelData(0)
  const again = new Float32Array(length)
  buffer.copyFromChannel(again, 0)
  const sum = sumOf(samples)
  if (sum !== sumOf(again) || buffer.getChannelData(1).some((sample) => sample !== known)) return { state: 'noised' }
  return { state: 'stable', sum }
}

function sumOf(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += Math.abs(sample)
  return sum
}
