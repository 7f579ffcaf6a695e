// Bundles the browser's code: one bundle per worker, the pages as an entry with lazily loaded chunks.
// The output (static/build, ignored by git) is what WhiteNoise serves under hashed names.
import { copyFile, mkdir, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { build } from 'esbuild'

const OUT = 'static/build'
const require = createRequire(import.meta.url)

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2022'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  outdir: OUT,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.wasm': 'binary' },
}

await rm(OUT, { recursive: true, force: true })
await mkdir(OUT, { recursive: true })
await build({
  ...shared,
  entryPoints: { app: 'static/js/pages/app.js' },
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
})
// Workers are whole: a worker's response carries its own policy, and a chunk shared with a page would not.
await build({
  ...shared,
  entryPoints: {
    worker: 'static/js/worker/main.js',
    derive: 'static/js/worker/derive.js',
    rate: 'static/js/worker/rate.js',
    reader: 'static/js/worker/reader.js',
    pdfparser: 'static/js/worker/pdfparser.js',
  },
})
// What the decoder fetches when it is given a PDF: most never are.
await build({
  ...shared,
  entryPoints: { pdf: 'static/js/carriers/pdfpages.js' },
  loader: { '.wasm': 'file' },
  assetNames: 'chunks/[name]-[hash]',
})
await build({ ...shared, entryPoints: { app: 'static/css/app.css' } })
await copyFile(require.resolve('zxing-wasm/reader/zxing_reader.wasm'), `${OUT}/zxing_reader.wasm`)
