/** People who decide, as the route tests use them: each has a key, registers it at a console, and signs by it. */
import { makeAssertion, makeRegistration } from '../../fixtures/made-authenticator.ts'
import { type TestKey, testKey } from '../../fixtures/test-signer.ts'
import type { PersonRole } from '../../server/store/person-store.ts'
import { type Answer, type Call, type EnrolledDevice, KEY_PLACE } from './build-app.ts'
import { newAddress } from './people.ts'

const [ORIGIN = ''] = KEY_PLACE.origins

export interface Decider {
  readonly id: string
  readonly name: string
  readonly credential: string
  readonly key: TestKey
  readonly session: string
  /** What this person calls, over the console. */
  readonly call: Call
  /** An assertion of this person's key over a challenge, with every part of it to be bent. */
  assertion(text: string, change?: Partial<Parameters<typeof makeAssertion>[1]>): ReturnType<typeof makeAssertion>
  /** The same person in another session. */
  again(): Promise<Decider>
  /** Opens a text and signs it; the answer to the signature, or to the opening where that failed. */
  sign(act: object): Promise<Answer>
}

export interface Deciders<Console = EnrolledDevice> {
  readonly console: Console
  /** The first two administrators. */
  readonly administrators: readonly [Decider, Decider]
  /** Somebody new, by both administrators. */
  make(name: string, roles: readonly PersonRole[], badge?: string, more?: OfCarrier): Promise<Decider>
  /** Registers a key by a code; whoever has it is signed in. */
  register(name: string, code: string): Promise<Decider>
}

let made = 0

/** Where people register: a server that its tests built, or a program. */
export interface Registering<Console> {
  readonly authority: Call
  enrol(role: 'console'): Promise<Console>
}

/** Enrols a console and makes the first two administrators at it. */
export async function deciders<Console extends Pick<EnrolledDevice, 'call'> = EnrolledDevice>(
  built: Registering<Console>,
): Promise<Deciders<Console>> {
  const console = await built.enrol('console')
  const register = async (name: string, code: string): Promise<Decider> => {
    made += 1
    const key = await testKey(`decider ${made}`, 'root')
    const credential = Buffer.from(`credential ${made}`).toString('base64url')
    const from = newAddress()
    const asked = good(await console.call('POST', '/v1/key-registrations', { code }, from), 201)
    const { challenge } = asked.body.options
    const response = makeRegistration(key, { challenge, rpId: KEY_PLACE.rpId, origin: ORIGIN, credential })
    const sent = { response, label: 'a key of the tests' }
    const path = `/v1/key-registrations/${asked.body.id}/key`
    const { body } = good(await console.call('POST', path, sent, from), 201)
    return decider(console, { id: body.person.id, name, credential, key, session: body.session })
  }
  const first = await built.authority('POST', '/v1/administrators', { name: 'Administrator One' })
  const one = await register('Administrator One', good(first, 201).body.code)
  const proposed = await one.sign(making('Administrator Two', ['administrator']))
  const agreed = await built.authority('POST', `/v1/person-changes/${good(proposed, 200).body.done.change.id}/approval`)
  const two = await register('Administrator Two', codeOf(proposed, good(agreed, 200).body))
  return {
    console,
    administrators: [one, two],
    register,
    make: async (name, roles, badge, more) => {
      const proposed = good(await one.sign(making(name, roles, badge, more)), 200)
      const change = proposed.body.done.change.id
      const approved = good(await two.sign({ kind: 'person-approval', change }), 200)
      return register(name, codeOf(proposed, approved.body.done))
    },
  }
}

/** The whole code: the half of who proposed, and of who agreed. */
export function codeOf(proposed: Answer, approved: { readonly invite: { readonly half: string } }): string {
  return `${proposed.body.done.half}-${approved.invite.half}`
}

/** Whose administrator somebody new is. */
export interface OfCarrier {
  readonly carrier?: string
  readonly stations?: readonly string[] | null
}

export function making(name: string, roles: readonly PersonRole[], badge?: string, more: OfCarrier = {}) {
  const content = { name, roles: [...roles], ...(badge !== undefined && { badge }), ...more }
  return { kind: 'person-change', change: 'make', content, reason: 'works here' }
}

function decider(
  console: Pick<EnrolledDevice, 'call'>,
  { id, name, credential, key, session }: Pick<Decider, 'id' | 'name' | 'credential' | 'key' | 'session'>,
): Decider {
  const from = newAddress()
  const call: Call = (method, url, sent, headers = {}) =>
    console.call(method, url, sent, { 'evisa-session': session, ...from, ...headers })
  let counter = 0
  const assertion: Decider['assertion'] = (text, change = {}) => {
    counter += 1
    return makeAssertion(key, { text, rpId: KEY_PLACE.rpId, origin: ORIGIN, credential, counter, ...change })
  }
  const sign: Decider['sign'] = async (act) => {
    const opened = await call('POST', '/v1/signings', { act })
    if (opened.status !== 201) return opened
    return call('POST', `/v1/signings/${opened.body.id}/assertion`, { assertion: assertion(opened.body.text) })
  }
  const again = async () => {
    const asked = good(await console.call('POST', '/v1/key-sign-ins', {}, from), 201).body
    const { challenge } = asked.options
    const path = `/v1/key-sign-ins/${asked.id}/assertion`
    const sent = { assertion: assertion('', { client: { challenge } }) }
    const { body } = good(await console.call('POST', path, sent, from), 201)
    return decider(console, { id, name, credential, key, session: body.session })
  }
  return { id, name, credential, key, session, call, assertion, again, sign }
}

function good(answer: Answer, status: number): Answer {
  if (answer.status !== status) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
  return answer
}
