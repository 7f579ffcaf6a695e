import { setupsIn } from './met.js'

// Set-ups of one-time codes in a text file, one a line, as other programs write them out.

const MOST_BYTES = 1024 * 1024

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<string | null>} one a line; null when no line is one
 */
export async function read(bytes) {
  if (bytes.length > MOST_BYTES) return null
  const setups = setupsIn(new TextDecoder().decode(bytes))
  return setups.length === 0 ? null : setups.join('\n')
}
