/**
 * The sites whose addresses an item has.
 */

/** Networks of one's own, where nobody gives out certificates. */
const NEARBY =
  /^(?:localhost|127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+|169\.254\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|\[.*\]|[^.]+|.*\.(?:local|localhost|lan|internal|home\.arpa))$/

/**
 * @param {readonly string[]} addresses
 * @returns {string[]} hosts that are reached without TLS alone
 */
export function plainHosts(addresses) {
  const urls = parsed(addresses)
  const safe = new Set(urls.filter(({ protocol }) => protocol === 'https:').map(({ host }) => host))
  const plain = urls.filter(({ protocol, hostname }) => protocol === 'http:' && !NEARBY.test(hostname))
  return [...new Set(plain.map(({ host }) => host))].filter((host) => !safe.has(host))
}

/**
 * @param {readonly string[]} addresses
 * @returns {string[]} hosts as sites are compared by: without "www.", and whatever the scheme is
 */
export function hostsOf(addresses) {
  const urls = addresses.map((address) => (address.includes('://') ? address : `https://${address}`))
  return [
    ...new Set(
      parsed(urls)
        .map(({ host }) => host.replace(/^www\./, ''))
        .filter(Boolean),
    ),
  ]
}

/** @param {readonly string[]} urls @returns {URL[]} of those that are some */
function parsed(urls) {
  return urls.filter((url) => URL.canParse(url)).map((url) => new URL(url))
}
