// The half of pdf.js that takes PDFs apart: a worker, started by the decoder when it is given one.
import 'pdfjs-dist/build/pdf.worker.mjs'
