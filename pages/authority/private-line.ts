/** Whether what goes to the server can be read on the way: each call carries a person's session, and some carry passports. */
import { NotEnrolled } from './device-folder.ts'

/** `server`: its address, by which a device knows it. Throws `NotEnrolled` for one that is called over an open line. */
export function requirePrivateLine(server: string): void {
  const { protocol, hostname } = new URL(server)
  const isOnThisMachine = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
  if (protocol !== 'https:' && !isOnThisMachine)
    throw new NotEnrolled(
      `the server is known as ${server}, and whoever is on the line would read sessions and passports: give it an EVISA_PUBLIC_URL ` +
        'that begins with https://, and enrol at that anew',
    )
}
