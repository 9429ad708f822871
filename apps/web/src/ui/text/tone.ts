/** How good something is, for colour, word and shape. `info` is neither good nor bad, `absent` is not known. */
export type Tone = 'good' | 'fair' | 'poor' | 'info' | 'absent'
