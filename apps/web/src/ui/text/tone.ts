/** Rates something for colour and shape. `info` is neither good nor bad, `absent` is unknown. */
export type Tone = 'good' | 'fair' | 'poor' | 'info' | 'absent'
