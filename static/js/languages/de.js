// German. tests/js/languages.test.js holds it to the texts of the sources: none missing, none left over.

/** @type {import('../ui/text.js').Catalogue} */
export default {
  Appearance: 'Darstellung',
}
