import type { IncomingMessage } from 'node:http'
import t from 'tap'
import { callerAddress, networkOf } from '../../../server/access/caller-address.ts'

const from = (remoteAddress: string | undefined, forwardedFor?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwardedFor } }) as unknown as IncomingMessage

t.test('the same address is counted as one, however a proxy writes it', async (t) => {
  const addressOf = callerAddress('10.0.0.0/8, 2001:db8:ff::/48')
  for (const [written, counted] of [
    ['198.51.100.4', '198.51.100.4'],
    ['198.51.100.4:40001', '198.51.100.4'],
    ['198.51.100.4:40002', '198.51.100.4'],
    ['::ffff:198.51.100.4', '198.51.100.4'],
    ['::FFFF:c633:6404', '198.51.100.4'],
    ['[::ffff:198.51.100.4]:443', '198.51.100.4'],
    ['2001:db8:0:1::1', '2001:db8:0:1::'],
    ['2001:DB8:0:1:ffff::2', '2001:db8:0:1::'],
    ['[2001:db8:0:1::3]', '2001:db8:0:1::'],
    ['[2001:db8:0:1::3]:40001', '2001:db8:0:1::'],
    ['2001:db8:0:1:0:0:0:3:40001', '2001:db8:0:1::'],
    ['fe80::1%eth0', 'fe80::'],
    ['[fe80::2%25wlan1]:8080', 'fe80::'],
  ] as const) {
    t.equal(addressOf(from('10.1.2.3', written)), counted, written)
    t.equal(addressOf(from('::ffff:10.1.2.3', `192.0.2.99, ${written}`)), counted, 'whatever stood there before')
  }
  t.equal(addressOf(from('10.1.2.3', '198.51.100.4:1, 10.9.9.9:2, [2001:db8:ff::7]:3')), '198.51.100.4')
})

t.test('what names no address is counted by the proxy that said it', async (t) => {
  const addressOf = callerAddress('10.0.0.0/8')
  for (const written of ['unknown', '_hidden', '', ',', '198.51.100.4, 999.1.1.1:80', '[', ':', '%', 'a:1:2'])
    t.equal(addressOf(from('10.1.2.3', written)), '10.1.2.3', written)
})

t.test('nobody else is believed, and a connection that is gone is counted too', async (t) => {
  t.equal(callerAddress('10.0.0.0/8')(from('192.0.2.1', '198.51.100.4')), '192.0.2.1')
  t.equal(callerAddress(false)(from('::1', '198.51.100.4')), '::')
  t.equal(callerAddress(false)(from(undefined)), '')
})

t.test('the network of an address tells people where, without telling which', async (t) => {
  for (const [address, network] of [
    ['198.51.100.4', '198.51.100.0/24'],
    ['::ffff:198.51.100.4', '198.51.100.0/24'],
    ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
    ['', ''],
    ['nowhere', ''],
  ] as const) {
    t.equal(networkOf(address), network, address)
  }
})
