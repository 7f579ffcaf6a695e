// esbuild copies these into the build and gives their addresses, relative to the bundle that imports them.
declare module 'pdfjs-dist/wasm/jbig2.wasm' {
  const address: string
  export default address
}
declare module 'pdfjs-dist/wasm/openjpeg.wasm' {
  const address: string
  export default address
}

declare module 'pdfjs-dist/build/pdf.worker.mjs'
