import { figure } from './dates.js'

/**
 * "12 kB", "3.4 MB".
 * @param {number} bytes
 * @returns {string}
 */
export function size(bytes) {
  if (bytes < 1_000_000) return `${figure(Math.max(1, Math.round(bytes / 1000)))} kB`
  return `${figure(Math.round(bytes / 100_000) / 10)} MB`
}
