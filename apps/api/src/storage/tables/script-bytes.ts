import type { Script } from './scripts.ts'

/** Costs of one script in one page view: sums over its requests and its runs in long animation frames. */
export interface ScriptNumbers {
  requests: number
  transferredBytes: number
  /** The longest request; 0 where none was seen. */
  durationMs: number
  /** Its share of the blocking time of the frames. */
  blockingMs: number
  forcedLayoutMs: number
  failures: number
}

export type ScriptUse = Script & ScriptNumbers

/** In the order in which they are stored. */
export const scriptNumberNames = [
  'requests',
  'transferredBytes',
  'durationMs',
  'blockingMs',
  'forcedLayoutMs',
  'failures',
] as const satisfies (keyof ScriptNumbers)[]

const hashBytes = 8

/**
 * Encodes the scripts of a page view: for each the bytes of its hash, and its numbers as varints (LEB128).
 */
export function encodeScripts(scripts: readonly ScriptUse[]): Buffer {
  const bytes: number[] = []
  const hash = Buffer.alloc(hashBytes)
  for (const script of scripts) {
    hash.writeBigInt64BE(BigInt(script.scriptHash))
    bytes.push(...hash)
    for (const name of scriptNumberNames) {
      let left = script[name]
      for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) + 128)
      bytes.push(left)
    }
  }
  return Buffer.from(bytes)
}

/** Reads what `encodeScripts` wrote, script by script. */
export class ScriptReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  isAtEnd(): boolean {
    return this.#at >= this.#bytes.length
  }

  /** The hash of the next script, as text that is the same for the same bytes. */
  key(): string {
    const start = this.#at
    this.#at += hashBytes
    return this.#bytes.toString('latin1', start, this.#at)
  }

  /** Reads the numbers of that script. */
  numbersInto(numbers: number[]): void {
    for (let index = 0; index < scriptNumberNames.length; index++) numbers[index] = this.#varint()
  }

  #varint(): number {
    let byte = this.#bytes[this.#at++] as number
    let number = byte & 127
    for (let unit = 128; byte > 127; unit *= 128) {
      byte = this.#bytes[this.#at++] as number
      number += (byte & 127) * unit
    }
    return number
  }
}

/** The hash that a key stands for, as it is stored. */
export function hashOfKey(key: string): string {
  return Buffer.from(key, 'latin1').readBigInt64BE().toString()
}
