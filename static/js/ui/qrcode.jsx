/**
 * A QR code as one path of black runs: as sharp as the screen or the printer.
 * @param {{modules: readonly (readonly boolean[])[], label: string}} props  modules: rows, the margin included; true is black
 */
export function QrCode({ modules, label }) {
  const side = modules.length
  return (
    <svg class="kitcode" viewBox={`0 0 ${side} ${side}`} shape-rendering="crispEdges" role="img" aria-label={label}>
      <rect width={side} height={side} fill="#fff" />
      <path d={modules.map(runs).join('')} fill="#000" />
    </svg>
  )
}

/** @param {readonly boolean[]} row @param {number} y */
function runs(row, y) {
  let path = ''
  for (let x = 0; x < row.length; x++) {
    const start = x
    while (row[x]) x++
    if (x > start) path += `M${start} ${y}h${x - start}v1h${start - x}z`
  }
  return path
}
