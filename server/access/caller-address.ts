/** The address that a call is counted by: the one that the proxies name which are believed, and of a household its network. */
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import proxyAddr from '@fastify/proxy-addr'
import { normalizeIP } from '@fastify/rate-limit'

export type CallerAddress = (request: IncomingMessage) => string

/** `trustProxy`: the proxies that are believed where a call comes from, by commas. */
export function callerAddress(trustProxy: string | false): CallerAddress {
  const isProxy = trustProxy === false ? () => false : proxyAddr.compile(trustProxy.split(',').map((one) => one.trim()))
  const isBelieved = (named: string, place: number) => isProxy(plainAddress(named) ?? '', place)
  return (request) => {
    // From the nearest proxy to the first that is none. What names no address is counted by the proxy that said it.
    const named = proxyAddr.all(request, isBelieved).map(plainAddress)
    return groupOf(named.findLast((address) => address !== null) ?? '')
  }
}

/** What an address is counted as: a household has a whole /64 of IPv6 addresses. */
export function groupOf(address: string): string {
  return normalizeIP(address)
}

/** The network of an address, for people: without its last part. Empty for what is no address. */
export function networkOf(address: string): string {
  const plain = plainAddress(address)
  if (plain === null) return ''
  const network = groupOf(plain)
  return isIP(network) === 4 ? `${network.slice(0, network.lastIndexOf('.'))}.0/24` : `${network}/64`
}

/** Some proxies name the port, which is another one with every call; and some a zone or brackets. Null for no address. */
export function plainAddress(named: string | undefined): string | null {
  const [, inBrackets] = /^\[([^\]]*)\]/.exec(named ?? '') ?? []
  const [withPort = ''] = (inBrackets ?? named ?? '').split('%')
  const colon = withPort.lastIndexOf(':')
  return [withPort, withPort.slice(0, Math.max(0, colon))].find((text) => isIP(text) !== 0) ?? null
}
