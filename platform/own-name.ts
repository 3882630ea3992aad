/**
 * By which names a program of a demonstration answers. A page of the world whose name is made to lead to this machine (DNS rebinding)
 * would be let read all that it shows by the browser, which takes it for a page of that name: only the name that was called gives it away.
 */

/** `name`: as it was called, without a port. `address`: of ours, on which the call came in. */
export function isOwnName(name: string, address = ''): boolean {
  return !isLoopback(address) || isLoopback(name.replace(/^\[|\]$/g, '')) || /^([a-z0-9-]+\.)*localhost$/i.test(name)
}

function isLoopback(address: string): boolean {
  return /^(::ffff:)?127(\.\d{1,3}){3}$|^::1$/.test(address)
}
