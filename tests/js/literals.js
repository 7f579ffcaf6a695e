// Literals that would be on screen as they stand, whatever language the page speaks.

/** Props and members that people read, or have read out to them. */
const READ = new Set([
  ...['alt', 'aria-description', 'aria-label', 'aria-placeholder', 'aria-roledescription', 'aria-valuetext'],
  ...['confirm', 'hint', 'keep', 'label', 'lead', 'legend', 'placeholder', 'problem', 'text', 'title', 'verb'],
])
const SPEAK = new Set(['t', 'tn', 'rich', 'text', 'counted'])
/** What is typed or pressed as it stands in every language. */
const TYPED = new Set(['code', 'kbd'])
/** A word with a capital letter and another one, or what waits: no name of a key, an event or a style looks so. */
const SENTENCE = /^\P{L}*\p{Lu}[\p{L}’'-]*,? \p{L}|\p{L}…$/u

/**
 * @param {typeof import('espree')} espree
 * @param {string} source
 * @returns {string[]} each with a letter in it, none of them given to `t` and the like
 */
export function literalsIn(espree, source) {
  /** @type {Set<string>} */
  const found = new Set()
  const options = /** @type {const} */ ({ ecmaVersion: 'latest', sourceType: 'module', ecmaFeatures: { jsx: true } })
  visit(espree.parse(source, options), found)
  return [...found].map((literal) => literal.trim()).filter((literal) => /\p{L}/u.test(literal))
}

/** @param {any} node @param {Set<string>} found */
function visit(node, found) {
  if (isSilent(node)) return
  for (const literal of shownBy(node)) found.add(literal)
  for (const literal of ownOf(node)) if (SENTENCE.test(literal)) found.add(literal)
  for (const child of childrenOf(node)) visit(child, found)
}

/** Faults of the program are read in its log. @param {any} node */
function isSilent({ type, callee }) {
  return type === 'ImportDeclaration' || (type === 'NewExpression' && /Error$/.test(callee.name))
}

/** @param {any} node @returns {any[]} */
function childrenOf(node) {
  const children = Object.values(node).flat()
  const spoken = node.type === 'CallExpression' && SPEAK.has(node.callee.name)
  return children.filter((child) => child?.type && !(spoken && ownOf(child).length > 0))
}

/** @param {any} node @returns {string[]} */
function ownOf({ type, value, quasis }) {
  if (type === 'TemplateLiteral') return quasis.map((/** @type {any} */ part) => part.value.cooked)
  return (type === 'Literal' || type === 'JSXText') && typeof value === 'string' ? [value] : []
}

/** What a node puts on screen by what it is. @param {any} node @returns {string[]} */
function shownBy(node) {
  if (node.type === 'JSXElement' && TYPED.has(node.openingElement.name.name)) return []
  if (node.type === 'JSXElement' || node.type === 'JSXFragment') return node.children.flatMap(valuesOf)
  if (node.type === 'JSXAttribute') return READ.has(node.name.name) ? valuesOf(node.value) : []
  return node.type === 'Property' && READ.has(node.key.name ?? node.key.value) ? valuesOf(node.value) : []
}

/** What an expression may come to, as far as it is literal. @param {any} node @returns {string[]} */
function valuesOf(node) {
  switch (node?.type) {
    case 'JSXExpressionContainer':
      return valuesOf(node.expression)
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap(valuesOf)
    case 'LogicalExpression':
      return [...(node.operator === '&&' ? [] : valuesOf(node.left)), ...valuesOf(node.right)]
    case 'BinaryExpression':
      return node.operator === '+' ? [node.left, node.right].flatMap(valuesOf) : []
    case 'TemplateLiteral':
      return [...ownOf(node), ...node.expressions.flatMap(valuesOf)]
    default:
      return node ? ownOf(node) : []
  }
}
