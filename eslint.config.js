// The rules of the house that a linter can see; tsc judges the types, prettier the form, tests/test_layers.py the arrows.

export default [
  { ignores: ['static/build/', 'build/', 'node_modules/', '.venv/', 'var/'] },
  {
    files: ['**/*.{js,mjs,jsx}'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: { ecmaVersion: 'latest', sourceType: 'module', parserOptions: { ecmaFeatures: { jsx: true } } },
    rules: {
      'max-lines': ['error', 300],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-constant-condition': ['error', { checkLoops: false }],
      'no-empty': 'error',
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'crypto.getRandomValues' }],
    },
  },
  { files: ['static/js/**'], rules: { 'max-lines-per-function': ['error', 40] } },
]
