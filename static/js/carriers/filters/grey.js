/**
 * A picture of one channel, row by row from the top left, 0 black to 255 white.
 * @typedef {{data: Uint8Array, width: number, height: number}} Grey
 */

/**
 * Writes the luma (ITU-R BT.601, in 1024ths) of opaque RGBA pixels, one byte a pixel, from the start of `out`.
 * @param {Uint8ClampedArray | Uint8Array} rgba  4 bytes a pixel
 * @param {Uint8Array} out
 */
export function luma(rgba, out) {
  for (let i = 0, at = 0; at < rgba.length; i++, at += 4) {
    out[i] = (306 * rgba[at] + 601 * rgba[at + 1] + 117 * rgba[at + 2] + 512) >> 10
  }
}
