/**
 * JSON values as values: comparing them. Members are only ever taken as own properties, so that one
 * called `__proto__` is a member like any other.
 */

/** @typedef {{[member: string]: unknown}} JsonObject */

/**
 * @param {unknown} value
 * @returns {value is JsonObject}
 */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * @param {JsonObject} object
 * @param {string} name
 * @returns {unknown} undefined where there is no such member
 */
export function member(object, name) {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

/**
 * The same JSON? The order of an object's members does not count.
 * @param {unknown} a
 * @param {unknown} b
 * @returns {boolean}
 */
export function same(a, b) {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, at) => same(value, b[at]))
  if (!isObject(a) || !isObject(b)) return false
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && same(a[name], b[name]))
  )
}
