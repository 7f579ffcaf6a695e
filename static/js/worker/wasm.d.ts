/** WebAssembly as esbuild puts it into a script: its bytes. */
declare module '*.wasm' {
  const code: Uint8Array<ArrayBuffer>
  export default code
}
